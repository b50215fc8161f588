use std::borrow::Cow;

use super::grid::Grid;

impl Grid {
    /// As CSV (RFC 4180): a row of titles, then the rows.
    pub(super) fn csv(&self) -> String {
        let mut sheet = Sheet::new();
        sheet.row(self.columns.iter().map(|column| column.title.as_str()));
        for row in &self.rows {
            sheet.row(row.iter().map(|cell| cell.text.as_str()));
        }
        sheet.finish()
    }
}

/// CSV, row by row.
pub(super) struct Sheet(csv::Writer<Vec<u8>>);

impl Sheet {
    pub(super) fn new() -> Self {
        Sheet(csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new()))
    }

    /// Writes a row; what a spreadsheet would take for a formula becomes text.
    pub(super) fn row<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        // Writing to memory does not fail, and all rows have one length: both are checked by the writer all the same.
        let written =
            cells.map(harmless).try_for_each(|cell| self.0.write_field(cell.as_bytes())).and_then(|()| self.0.write_record(None::<&[u8]>));
        debug_assert!(written.is_ok());
    }

    pub(super) fn finish(self) -> String {
        String::from_utf8(self.0.into_inner().unwrap_or_default()).unwrap_or_default()
    }
}

/// A cell that a spreadsheet would take for a formula gets a leading `'`.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && crate::model::Decimal::parse(text).is_err();
    if is_formula { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::grid::{Cell, Column};

    #[test]
    fn formulas_become_text_and_quotes_are_doubled() {
        let grid = Grid {
            columns: vec![Column::left("a"), Column::left("b")],
            rows: vec![vec![Cell::new("=1+1"), Cell::new("-3.5")], vec![Cell::new("say \"x\", y"), Cell::new("-x")]],
        };
        assert_eq!(grid.csv(), "a,b\r\n'=1+1,-3.5\r\n\"say \"\"x\"\", y\",'-x\r\n");
    }
}
