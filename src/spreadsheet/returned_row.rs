//! A row of a workbook that came back.

use std::collections::BTreeMap;

use super::positions::cell_name;
use super::refusal::placed;
use crate::diagnostic::Message;

/// A row of a workbook that came back.
#[derive(Debug)]
pub struct ReturnedRow {
    /// The sheet's name.
    pub sheet: &'static str,
    /// From 0.
    pub row: u32,
    /// The activity's id; empty if there is none.
    pub id: String,
    /// The place of a milestone among the others; none for a new one.
    pub number: Option<usize>,
    /// The column and the value by key, for existing columns. For exported rows only the id, the
    /// number and changed values.
    pub cells: BTreeMap<&'static str, (u32, String)>,
}

impl ReturnedRow {
    /// Returns the value of a column; empty if it is not there.
    pub fn says(&self, key: &str) -> &str {
        self.cells.get(key).map_or("", |(_, text)| text.as_str())
    }

    /// Returns the number of a column; the first one if it is not there.
    pub(super) fn column(&self, key: &str) -> u32 {
        self.cells.get(key).map_or(0, |(column, _)| *column)
    }

    /// Returns the name of a cell: `Activities!C4`.
    pub(super) fn place(&self, key: &str) -> String {
        format!("{}!{}", self.sheet, cell_name(self.row, self.column(key)))
    }

    /// A fault of this row, with its place.
    pub fn fault(&self, key: &str, what: Message) -> Message {
        placed(self.place(key), what)
    }
}

/// The keys of the sheet of milestones, after the activity and the number.
pub(super) const MILESTONE_KEYS: [&str; 3] = ["title", "due", "done"];

pub(super) fn place(sheet: &str, row: u32, column: u32, what: Message) -> Message {
    placed(format!("{sheet}!{}", cell_name(row, column)), what)
}
