//! New rows that add nothing, because the plan or another row has their entry: a note for each
//! sheet.

use std::collections::BTreeMap;

use crate::diagnostic::{Message, list_of_first, message};
use crate::spreadsheet::positions::cell_name;
use crate::spreadsheet::returned_row::ReturnedRow;

/// The most known rows that are named one by one.
const MOST_NAMED: usize = 20;

/// New rows that add nothing, by sheet: the cells, and the entries that they repeat.
#[derive(Default)]
pub(super) struct KnownRows {
    in_plan: BTreeMap<&'static str, Vec<Message>>,
    in_rows: BTreeMap<&'static str, Vec<Message>>,
}

impl KnownRows {
    /// Adds a row of which the plan has the entry.
    pub(super) fn add(&mut self, row: &ReturnedRow, what: Message) {
        let cell = cell_name(row.row, row.column("title"));
        let what = message!("workbook.known-row", "{cell} is {what}", cell, what);
        self.in_plan.entry(row.sheet).or_default().push(what);
    }

    /// Adds a row with the new entry of another row, at a place.
    pub(super) fn add_joined(&mut self, row: &ReturnedRow, place: Message) {
        let cell = cell_name(row.row, row.column("title"));
        let what = message!("workbook.joined-row", "{cell} with {place}", cell, place);
        self.in_rows.entry(row.sheet).or_default().push(what);
    }

    /// Returns the notes about them.
    pub(super) fn into_notes(self) -> impl Iterator<Item = Message> {
        let in_plan = self.in_plan.into_iter().filter_map(|(sheet, rows)| {
            let rows = list_of_first(rows, MOST_NAMED)?;
            Some(message!(
                "workbook.known-rows",
                "{sheet}: already in the plan, nothing was added: {rows}",
                sheet,
                rows
            ))
        });
        let in_rows = self.in_rows.into_iter().filter_map(|(sheet, rows)| {
            let rows = list_of_first(rows, MOST_NAMED)?;
            Some(message!(
                "workbook.joined-rows",
                "{sheet}: the same new entry in two rows, added once: {rows}",
                sheet,
                rows
            ))
        });
        in_plan.chain(in_rows)
    }
}
