//! The rows of milestones: changed ones and new ones.

use super::merger::WorkbookMerger;
use super::outcome::FieldChange;
use crate::diagnostic::message;
use crate::spreadsheet::column::{ColumnKind, MILESTONE_TITLES, milestone_cells};
use crate::spreadsheet::returned_row::{MILESTONE_KEYS, ReturnedRow};

impl WorkbookMerger<'_, '_> {
    pub(super) fn milestone(&mut self, row: &ReturnedRow) {
        let Some(number) = row.number else { return self.new_milestone(row) };
        let Some(exported) = self.edited.state.milestones.get(&(row.id.clone(), number)).cloned()
        else {
            let what = message!(
                "workbook.unknown-milestone",
                "`{id}` had no milestone {number} when it was exported. Leave the number of a new \
                 milestone empty",
                id = &row.id,
                number
            );
            return self.out.faults.push(row.fault("number", what));
        };
        let said = |at: usize| exported.get(at).cloned().unwrap_or_default();
        let changed = MILESTONE_KEYS
            .iter()
            .enumerate()
            .any(|(at, key)| row.cells.get(key).is_some_and(|(_, text)| *text != said(at)));
        if !changed {
            return;
        }
        // Its number may have changed; the title identifies it.
        let now: Vec<Vec<String>> =
            self.found.get(&row.id).map_or_else(Vec::new, |(_, activity)| {
                activity
                    .milestones
                    .iter()
                    .map(|milestone| milestone_cells(milestone).map(|cell| cell.plain()).to_vec())
                    .collect()
            });
        let titled = |at: &usize| now.get(*at).and_then(|cells| cells.first()) == Some(&said(0));
        // One with the title of another exported milestone is that one.
        let titles: Vec<&String> = self
            .edited
            .state
            .milestones
            .range((row.id.clone(), 0)..=(row.id.clone(), usize::MAX))
            .filter_map(|(_, said)| said.first())
            .collect();
        let is_another =
            |cells: &Vec<String>| cells.first().is_some_and(|own| titles.contains(&own));
        let at = Some(number - 1)
            .filter(titled)
            .or_else(|| (0..now.len()).find(titled))
            .or(Some(number - 1).filter(|at| now.get(*at).is_some_and(|cells| !is_another(cells))));
        for (part, key) in MILESTONE_KEYS.iter().enumerate() {
            let Some((_, text)) = row.cells.get(key) else { continue };
            if !self.edited.state.is_open(row.sheet, key) {
                let title = MILESTONE_TITLES.get(part + 2).copied().unwrap_or(key);
                self.note_fixed(row, key, title);
                continue;
            }
            let present = at.and_then(|at| now.get(at)?.get(part).cloned());
            let field = format!("milestones[{}].{key}", at.map_or(number, |at| at + 1));
            let kind = if *key == "title" { ColumnKind::Text } else { ColumnKind::Last };
            self.decide(&row.id, field, said(part), present.as_deref(), text.clone(), kind);
        }
    }

    pub(super) fn new_milestone(&mut self, row: &ReturnedRow) {
        let new = self.new.get(&row.id).copied();
        if new.is_none() && !self.edited.state.activities.contains_key(&row.id) {
            let what = message!(
                "workbook.milestone-of-nothing",
                "there is no activity `{id}` for this milestone",
                id = &row.id
            );
            return self.out.faults.push(row.fault("id", what));
        }
        for key in ["title", "due"] {
            if row.says(key).is_empty() {
                let what =
                    message!("workbook.new-milestone-lacks", "a new milestone needs `{key}`", key);
                self.out.faults.push(row.fault(key, what));
            }
        }
        let there = self.found.get(&row.id).map_or(0, |(_, activity)| activity.milestones.len());
        let count = self.counts.entry(row.id.clone()).or_insert(there);
        // A milestone without a title was reported as an error.
        *count += usize::from(!row.says("title").is_empty());
        for key in MILESTONE_KEYS.iter().filter(|key| !row.says(key).is_empty()) {
            let (field, value) = (format!("milestones[{count}].{key}"), row.says(key).to_owned());
            match new.and_then(|at| self.out.new.get_mut(at)) {
                Some(new) => new.fields.push((field, value)),
                None => self.out.changes.entry(row.id.clone()).or_default().push(FieldChange {
                    field,
                    value,
                    source: self.source,
                }),
            }
        }
    }
}
