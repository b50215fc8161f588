//! New rows that the plan has already: a note for each sheet.

use std::collections::BTreeMap;

use crate::diagnostic::{Message, list_of, message};
use crate::spreadsheet::positions::cell_name;
use crate::spreadsheet::returned_row::ReturnedRow;

/// The most known rows that are named one by one.
const MOST_NAMED: usize = 20;

/// Rows that are in the plan already, by sheet: the cells, and what the plan has.
#[derive(Default)]
pub(super) struct KnownRows(BTreeMap<&'static str, Vec<Message>>);

impl KnownRows {
    /// Adds a row.
    pub(super) fn add(&mut self, row: &ReturnedRow, what: Message) {
        let cell = cell_name(row.row, row.column("title"));
        self.0.entry(row.sheet).or_default().push(message!(
            "workbook.known-row",
            "{cell} is {what}",
            cell,
            what
        ));
    }

    /// Returns a note for each sheet with such rows.
    pub(super) fn into_notes(self) -> impl Iterator<Item = Message> {
        self.0.into_iter().filter_map(|(sheet, mut rows)| {
            let more = rows.len().saturating_sub(MOST_NAMED);
            rows.truncate(MOST_NAMED);
            let rows = list_of(rows)?;
            Some(match more {
                0 => message!(
                    "workbook.known-rows",
                    "{sheet}: already in the plan, nothing was added: {rows}",
                    sheet,
                    rows
                ),
                more => message!(
                    "workbook.many-known-rows",
                    "{sheet}: already in the plan, nothing was added: {rows} and {more} more",
                    sheet,
                    rows,
                    more
                ),
            })
        })
    }
}
