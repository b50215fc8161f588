//! The rows of activities: changed ones and new ones.

use super::merger::{WorkbookMerger, status_word};
use super::outcome::NewActivity;
use crate::diagnostic::message;
use crate::model::is_id;
use crate::spreadsheet::cell::MOST_CHARS;
use crate::spreadsheet::column::{COLUMNS, ColumnKind};
use crate::spreadsheet::returned_row::ReturnedRow;

impl WorkbookMerger<'_, '_> {
    pub(super) fn activity(&mut self, row: &ReturnedRow) {
        let edited = self.edited;
        if !edited.state.activities.contains_key(&row.id) {
            return self.new_activity(row);
        }
        for column in COLUMNS.iter().filter(|column| column.kind != ColumnKind::Id) {
            let Some((_, text)) = row.cells.get(column.key) else { continue };
            if !edited.state.is_open(row.sheet, column.key) {
                self.note_fixed(row, column.key, column.title);
                continue;
            }
            let exported = edited.state.said(&row.id, column.key).to_owned();
            if exported.ends_with('…') && exported.encode_utf16().count() + 2 >= MOST_CHARS {
                let what = message!(
                    "workbook.text-was-cut",
                    "this text was too long for a cell and was cut: change it in the plan"
                );
                self.out.faults.push(row.fault(column.key, what));
                continue;
            }
            if column.kind == ColumnKind::Priority {
                let what = message!(
                    "workbook.other-priority",
                    "an import does not move an activity to another priority: move it in the plan"
                );
                self.out.faults.push(row.fault(column.key, what));
                continue;
            }
            let Some(text) = self.checked(row, column.key, column.kind, text) else { continue };
            let now = self
                .found
                .get(&row.id)
                .map(|(priority, activity)| column.read(priority, activity).plain());
            let id = row.id.clone();
            self.decide(&id, column.key.to_owned(), exported, now.as_deref(), text, column.kind);
        }
    }

    pub(super) fn new_activity(&mut self, row: &ReturnedRow) {
        if let Some(known) = self.gone.get(row.says("title")) {
            let what = message!(
                "workbook.other-id",
                "this looks like `{known}` with another id: restore the id",
                known = *known
            );
            return self.out.faults.push(row.fault("id", what));
        }
        if self.found.contains_key(&row.id) {
            let what = message!(
                "workbook.new-in-plan",
                "the plan now has an activity `{id}`, which was not exported",
                id = &row.id
            );
            return self.out.faults.push(row.fault("id", what));
        }
        if !row.id.is_empty() && !is_id(&row.id) {
            let what = message!(
                "workbook.not-an-id",
                "`{id}` is not an id. Use letters, digits, `.`, `_` and `-`, or leave it empty",
                id = &row.id
            );
            self.out.faults.push(row.fault("id", what));
        }
        for (key, what) in [
            ("title", message!("workbook.needs-title", "a new activity needs a title")),
            ("priority", message!("workbook.needs-priority", "a new activity needs a priority")),
            ("owners", message!("workbook.needs-owner", "a new activity needs an owner")),
        ] {
            let is_given = key == "owners" && self.edited.state.member.is_some();
            if row.says(key).is_empty() && row.cells.contains_key(key) && !is_given {
                self.out.faults.push(row.fault(key, what));
            }
        }
        let priority = row.says("priority").to_owned();
        if !priority.is_empty() && !self.plan.priorities.iter().any(|own| own.id.value == priority)
        {
            let what = message!(
                "workbook.unknown-priority",
                "the plan has no priority `{priority}`",
                priority = &priority
            );
            self.out.faults.push(row.fault("priority", what));
        }
        let mut fields = Vec::new();
        for column in COLUMNS
            .iter()
            .filter(|column| !matches!(column.kind, ColumnKind::Id | ColumnKind::Priority))
        {
            let text = row.says(column.key);
            let text = match (column.key, &self.edited.state.member) {
                ("status", _) if text.is_empty() => "planned",
                ("owners", Some(member)) if text.is_empty() => &member.id,
                _ => text,
            };
            if text.is_empty() {
                continue;
            }
            if let Some(text) = self.checked(row, column.key, column.kind, text) {
                let text =
                    if column.kind == ColumnKind::Status { status_word(&text) } else { text };
                fields.push((column.key.to_owned(), text));
            }
        }
        if !row.id.is_empty() {
            self.new.entry(row.id.clone()).or_insert(self.out.new.len());
        }
        self.out.new.push(NewActivity { priority, id: row.id.clone(), fields });
    }
}
