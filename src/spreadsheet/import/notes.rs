//! Notes on a sheet: a note on many cells is given once, with their number and the first ones.

use super::importer::Importer;

impl Importer<'_> {
    /// Adds a note on a cell.
    pub(super) fn note(&mut self, row: u32, column: u32, what: &str) {
        self.notes.add((row, Some(column)), what, what.to_owned());
    }

    /// Adds a note on a cell of a kind: `kind` is the text for many cells.
    pub(super) fn note_as(&mut self, row: u32, column: u32, kind: &str, what: String) {
        self.notes.add((row, Some(column)), kind, what);
    }

    /// Adds a note on the first cell that it applies to.
    pub(super) fn note_once(&mut self, row: u32, column: u32, what: &str) {
        if !self.notes.once.contains(what) {
            self.notes.once.insert(what.to_owned());
            self.note(row, column, what);
        }
    }

    /// Adds a note on a row.
    pub(super) fn note_row(&mut self, row: u32, what: &str) {
        self.notes.add((row, None), what, what.to_owned());
    }
}
