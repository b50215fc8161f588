//! The first rows of a sheet, and what each of its columns becomes: what a user looks at first.

use super::cell_text::{one_line, plain};
use super::headers::Header;
use super::importer::Importer;
use crate::model::{UnderstoodColumn, UnderstoodSheet};

/// The most sheets of which the first rows are kept.
const MOST_SHEETS: usize = 3;

/// The rows that are kept of a sheet.
const ROWS: usize = 5;

/// The most characters of a cell.
const MOST_CHARACTERS: usize = 200;

impl Importer<'_> {
    /// Keeps the first rows of the sheet, and what its columns become.
    pub(super) fn keep_first_rows(&mut self, header: &Header) {
        if self.draft.account.understood.len() >= MOST_SHEETS {
            return;
        }
        let (grid, first) = (self.grid, header.first);
        // An ignored column without a cell says nothing.
        let has_cells = |at: u32| grid.column(at, first).next().is_some();
        let columns: Vec<_> = header
            .columns
            .iter()
            .filter(|column| column.key != "ignore" || has_cells(column.at))
            .collect();
        let text = |row: u32, at: u32| {
            let cell = grid.cell(row, at).map(plain).unwrap_or_default();
            one_line(&cell).chars().take(MOST_CHARACTERS).collect()
        };
        let rows = grid.sheet.rows.range(first..).filter(|(_, cells)| !cells.is_empty());
        let rows = rows.take(ROWS).map(|(row, _)| {
            (row + 1, columns.iter().map(|column| text(*row, column.at)).collect())
        });
        let understood = UnderstoodSheet {
            sheet: grid.sheet.name.clone(),
            header_row: header.top + 1,
            rows: rows.collect(),
            columns: columns
                .iter()
                .map(|column| UnderstoodColumn { heading: column.label.clone(), key: column.key })
                .collect(),
        };
        self.draft.account.understood.push(understood);
    }
}
