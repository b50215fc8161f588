//! The rows of milestones: changed ones and new ones.

use std::collections::HashSet;

use super::merger::{FieldStates, WorkbookMerger};
use super::new_entries::NewMilestone;
use super::outcome::FieldConflict;
use super::plan_titles::{PlacedMilestone, folded};
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
            let now = at.and_then(|at| now.get(at)?.get(part).cloned());
            let field = format!("milestones[{}].{key}", at.map_or(number, |at| at + 1));
            let label = message!(
                "workbook.field-of-milestone",
                "{id}, milestone {number} `{title}`, {column} ({place})",
                id = &row.id,
                number,
                title = said(0),
                column = MILESTONE_TITLES.get(part + 2).copied().unwrap_or(key),
                place = row.place(key)
            );
            self.decide(FieldStates {
                id: &row.id,
                field,
                label,
                place: self.place(row, key),
                exported: said(part),
                now,
                workbook: text.clone(),
                kind: if *key == "title" { ColumnKind::Text } else { ColumnKind::Last },
            });
        }
    }

    /// Adds a milestone, or finds it in the plan, where an earlier import may have added it.
    fn new_milestone(&mut self, row: &ReturnedRow) {
        let id = self.known_ids.get(&row.id).unwrap_or(&row.id).clone();
        let is_new = self.new.has(&id);
        let is_exported = self.edited.state.activities.contains_key(&id);
        if !is_new && !is_exported && !self.repeated.contains(&id) {
            let what = match self.found.contains_key(&id) {
                true => message!(
                    "workbook.milestone-of-another",
                    "the activity `{id}` is not in the sheet Activities: no milestone can be added \
                     to it here",
                    id
                ),
                false => message!(
                    "workbook.milestone-of-nothing",
                    "there is no activity `{id}` for this milestone",
                    id
                ),
            };
            return self.out.faults.push(row.fault("id", what));
        }
        for (key, title) in [("title", "Title"), ("due", "Due")] {
            if row.says(key).is_empty() {
                let what = message!(
                    "workbook.new-milestone-lacks",
                    "a new milestone needs `{title}`",
                    title
                );
                self.out.faults.push(row.fault(key, what));
            }
        }
        // A milestone without a title was reported as an error.
        let title = row.says("title");
        if title.is_empty() {
            return;
        }
        if !is_new && !self.found.contains_key(&id) {
            return self.dispute(FieldConflict {
                field: "milestones[1].title".to_owned(),
                label: message!(
                    "workbook.new-milestone-of-gone",
                    "{id}, new milestone `{title}` ({place})",
                    id = &id,
                    title,
                    place = row.place("title")
                ),
                id,
                exported: String::new(),
                plan: None,
                has_activity: false,
                workbook: title.to_owned(),
                source: self.source,
                other: None,
            });
        }
        if let Some(at) = self.known_milestone(&id, row) {
            return self.milestone_now(&id, at, row);
        }
        let new = NewMilestone {
            source: self.source,
            place: self.place(row, "title"),
            activity: id.clone(),
            number: 0,
            title: title.to_owned(),
            due: row.says("due").to_owned(),
            done: row.says("done").to_owned(),
            is_disputed: [false; 2],
        };
        let there = self.found.get(&id).map_or(0, |(_, activity)| activity.milestones.len());
        let mut conflicts = Vec::new();
        if let Some(place) = self.new.add_milestone(new, there, &mut conflicts) {
            self.known_rows.add_joined(row, place);
        }
        conflicts.into_iter().for_each(|conflict| self.dispute(conflict));
    }

    /// Returns the milestones that the plan has under the title of a row, each with its values.
    fn titled_milestones(&self, id: &str, row: &ReturnedRow) -> &[PlacedMilestone] {
        let key = (id.to_owned(), folded(row.says("title")));
        self.titles.milestones.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Returns the place of the plan's milestone that a new row repeats: one with its title and due
    /// date, or else one with its title that was not exported and that no other row repeats.
    fn known_milestone(&self, id: &str, row: &ReturnedRow) -> Option<usize> {
        let titled = self.titled_milestones(id, row);
        if let Some(at) = repeated(titled, row) {
            return Some(at);
        }
        let exported = self.edited.state.milestones.range((id.to_owned(), 0)..);
        let title = folded(row.says("title"));
        let is_exported = || {
            let mut exported = exported.take_while(|((own, _), _)| own == id);
            exported.any(|(_, said)| said.first().is_some_and(|own| folded(own) == title))
        };
        let is_free = |at: &usize| !self.repeated_milestones.contains(&(id.to_owned(), *at));
        titled.iter().map(|(at, _)| *at).find(is_free).filter(|_| !is_exported())
    }

    /// Returns the milestones of the plan that new rows of the workbook repeat: the activity, and
    /// the place.
    pub(super) fn milestones_of_rows(&self) -> HashSet<(String, usize)> {
        let rows = self.edited.milestones.iter().flatten().filter(|row| row.number.is_none());
        let at = |row: &ReturnedRow| {
            let id = self.known_ids.get(&row.id).unwrap_or(&row.id);
            Some((id.clone(), repeated(self.titled_milestones(id, row), row)?))
        };
        rows.filter_map(at).collect()
    }

    /// Compares a new row with the milestone that the plan has already.
    fn milestone_now(&mut self, id: &str, at: usize, row: &ReturnedRow) {
        let number = at + 1;
        let what = message!("workbook.known-milestone", "milestone {number} of `{id}`", number, id);
        self.known_rows.add(row, what);
        let titled = self.titled_milestones(id, row);
        let Some((_, values)) = titled.iter().find(|(own, _)| *own == at) else { return };
        let [title, due, done] = values.clone();
        for (key, column, now) in [("due", "Due", due), ("done", "Done", done)] {
            if row.says(key).is_empty() {
                continue;
            }
            self.decide(FieldStates {
                id,
                field: format!("milestones[{number}].{key}"),
                label: message!(
                    "workbook.field-of-known-milestone",
                    "{id}, milestone {number} `{title}`, {column} ({place}; a different milestone \
                     needs a different title)",
                    id,
                    number,
                    title = &title,
                    column,
                    place = row.place(key)
                ),
                place: self.place(row, key),
                exported: String::new(),
                now: Some(now),
                workbook: row.says(key).to_owned(),
                kind: ColumnKind::Last,
            });
        }
    }
}

/// Returns the place of the milestone with the due date of a row.
fn repeated(titled: &[PlacedMilestone], row: &ReturnedRow) -> Option<usize> {
    titled.iter().find(|(_, [_, due, _])| *due == row.says("due")).map(|(at, _)| *at)
}
