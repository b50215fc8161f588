use super::grid::Grid;

impl Grid {
    /// As CSV (RFC 4180): a row of titles, then the rows.
    pub(super) fn csv(&self) -> String {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        let titles = self.columns.iter().map(|column| column.title.as_str());
        let rows = self.rows.iter().map(|row| row.iter().map(|cell| harmless(&cell.text)).collect::<Vec<_>>());
        // Writing to memory does not fail, and a short row cannot be: both are checked by the writer all the same.
        let written = writer.write_record(titles).and_then(|()| rows.into_iter().try_for_each(|row| writer.write_record(row)));
        let bytes = written.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// A cell that a spreadsheet would take for a formula gets a leading `'`.
fn harmless(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && crate::model::Decimal::parse(text).is_err();
    if is_formula { format!("'{text}") } else { text.to_owned() }
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
