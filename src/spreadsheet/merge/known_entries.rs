//! Rows without an id or a number that are in the plan already, as after an earlier import.

use std::collections::HashSet;

use super::merger::WorkbookMerger;
use super::plan_titles::folded;
use crate::diagnostic::{Message, list_of, message};
use crate::spreadsheet::column::{COLUMNS, ColumnKind};
use crate::spreadsheet::returned_row::ReturnedRow;

/// What the plan has of a new row.
pub(super) enum Known {
    /// The row's activity: the same title, and no other due date.
    Same(String),
    /// An activity with the same title and another due date, which was not exported.
    Moved(String),
}

impl WorkbookMerger<'_, '_> {
    /// Returns the value of an activity of the plan in a column, as a workbook has it.
    pub(super) fn value_now(&self, id: &str, key: &str) -> Option<String> {
        let (priority, activity) = self.found.get(id)?;
        let column = COLUMNS.iter().find(|column| column.key == key)?;
        Some(column.read(priority, activity).plain())
    }

    /// Returns the ids of the activities of the plan that have the title of a row in its priority.
    fn titled(&self, row: &ReturnedRow) -> &[String] {
        let Some(priority) = self.priority(row.says("priority")) else { return &[] };
        let key = (priority.to_owned(), folded(row.says("title")));
        self.titles.activities.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Returns the activity of the plan that a row repeats.
    fn repeated(&self, row: &ReturnedRow) -> Option<&String> {
        let is_due =
            |id: &&String| self.value_now(id, "due").is_some_and(|due| due == row.says("due"));
        let titled = self.titled(row);
        titled.iter().find(|id| **id == row.id).or_else(|| {
            let without_due = titled.first().filter(|_| row.says("due").is_empty());
            titled.iter().find(is_due).or(without_due)
        })
    }

    /// Returns the activities of the plan that new rows of the workbook repeat.
    pub(super) fn repeated_by_rows(&self) -> HashSet<String> {
        let rows = self.edited.activities.iter().flatten();
        let new = rows.filter(|row| !self.edited.state.activities.contains_key(&row.id));
        new.filter_map(|row| self.repeated(row).cloned()).collect()
    }

    /// Returns what the plan has of a new row.
    pub(super) fn known(&self, row: &ReturnedRow) -> Option<Known> {
        if let Some(id) = self.repeated(row) {
            return Some(Known::Same(id.clone()));
        }
        let is_new = |id: &&String| {
            !self.edited.state.activities.contains_key(*id) && !self.repeated.contains(*id)
        };
        self.titled(row).iter().find(is_new).cloned().map(Known::Moved)
    }

    /// Notes that a new row is in the plan already, and which of its values the plan does not have.
    pub(super) fn note_known(&mut self, row: &ReturnedRow, id: &str) {
        if !row.id.is_empty() {
            self.known_ids.insert(row.id.clone(), id.to_owned());
        }
        let mut differing = Vec::new();
        let is_value = |kind| !matches!(kind, ColumnKind::Id | ColumnKind::Priority);
        for column in COLUMNS.iter().filter(|column| is_value(column.kind)) {
            let text = row.says(column.key);
            if text.is_empty() || column.key == "title" {
                continue;
            }
            let said = self.checked(row, column.key, column.kind, text);
            if said.is_some() && said != self.value_now(id, column.key) {
                differing.push(Message::verbatim(column.title));
            }
        }
        let what = match list_of(differing) {
            None => message!("workbook.known-activity", "`{id}`", id),
            Some(columns) => message!(
                "workbook.known-activity-differs",
                "`{id}` (the plan keeps its own values: {columns})",
                id,
                columns
            ),
        };
        self.known_rows.add(row, what);
    }
}
