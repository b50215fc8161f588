//! A grid as CSV, in which no cell is a formula.

use std::io::{self, Write};

use crate::render::toolkit::grid::Grid;
use crate::spreadsheet::without_formulas;

impl Grid {
    /// As CSV (RFC 4180): a row of titles, then the rows.
    pub(crate) fn csv(&self) -> String {
        let mut bytes = Vec::new();
        let mut sheet = CsvSheet::new(&mut bytes);
        let titles = self.columns.iter().map(|column| column.title.as_str());
        let mut rows = self.rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()));
        // Writing to memory does not fail, and all rows have one length: both are checked by the
        // writer all the same.
        let written = sheet
            .row(titles)
            .and_then(|()| rows.try_for_each(|row| sheet.row(row)))
            .and_then(|()| sheet.finish());
        debug_assert!(written.is_ok());
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// CSV, row by row.
pub(crate) struct CsvSheet<'o>(csv::Writer<&'o mut dyn Write>);

impl<'o> CsvSheet<'o> {
    pub(crate) fn new(out: &'o mut dyn Write) -> Self {
        CsvSheet(csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out))
    }

    /// Writes a row; what a spreadsheet would take for a formula becomes text.
    pub(crate) fn row<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> io::Result<()> {
        let mut cells = cells.map(without_formulas);
        let written = cells
            .try_for_each(|cell| self.0.write_field(cell.as_bytes()))
            .and_then(|()| self.0.write_record(None::<&[u8]>));
        // A closed pipe is to be told from what else can go wrong.
        written.map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            other => io::Error::other(format!("{other:?}")),
        })
    }

    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::toolkit::grid::{GridCell, GridColumn};

    #[test]
    fn formulas_become_text_and_quotes_are_doubled() {
        let grid = Grid {
            columns: vec![GridColumn::left("a"), GridColumn::left("b")],
            rows: vec![
                vec![GridCell::new("=1+1"), GridCell::new("-3.5")],
                vec![GridCell::new("say \"x\", y"), GridCell::new("-x")],
            ],
        };
        assert_eq!(grid.csv(), "a,b\r\n'=1+1,-3.5\r\n\"say \"\"x\"\", y\",'-x\r\n");
    }
}
