//! Names that the plan does not know: each is reported once, however many cells have it.

use std::collections::HashMap;

use crate::diagnostic::{Message, message};
use crate::spreadsheet::returned_row::ReturnedRow;

/// The unknown names of a workbook, in the order of their first cells.
#[derive(Debug, Default)]
pub(super) struct UnknownNames {
    names: Vec<UnknownName>,
    by_word: HashMap<(&'static str, String), usize>,
}

#[derive(Debug)]
struct UnknownName {
    place: (&'static str, u32, u32),
    what: Message,
    cells: usize,
}

impl UnknownNames {
    /// Adds a cell with an unknown name. `what` makes the message for the first one.
    pub(super) fn add(
        &mut self,
        row: &ReturnedRow,
        key: &'static str,
        word: &str,
        what: impl FnOnce() -> Message,
    ) {
        let kind = if key == "themes" { key } else { "organizations" };
        if let Some(known) =
            self.by_word.get(&(kind, word.to_owned())).and_then(|at| self.names.get_mut(*at))
        {
            known.cells += 1;
            return;
        }
        self.by_word.insert((kind, word.to_owned()), self.names.len());
        let column = row.column(key);
        self.names.push(UnknownName {
            place: (row.sheet, row.row, column),
            what: what(),
            cells: 1,
        });
    }

    /// Returns a fault for each name, at its first cell, with the number of its cells.
    pub(super) fn into_faults(self) -> impl Iterator<Item = Message> {
        self.names.into_iter().map(|UnknownName { place: (sheet, row, column), what, cells }| {
            let what = match cells {
                1 => what,
                cells => message!("workbook.in-cells", "{what} (in {cells} cells)", what, cells),
            };
            crate::spreadsheet::returned_row::place(sheet, row, column, what)
        })
    }
}
