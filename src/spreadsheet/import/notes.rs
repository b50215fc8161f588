//! What is worth telling of a sheet: what is told of many cells is told once, with their number and
//! the first ones.

use super::importer::Importer;

impl Importer<'_> {
    /// Tells something of a cell.
    pub(super) fn note(&mut self, row: u32, column: u32, what: &str) {
        self.notes.add((row, Some(column)), what, what.to_owned());
    }

    /// Tells something of a cell that is of some kind: `kind` is what is told of many.
    pub(super) fn note_as(&mut self, row: u32, column: u32, kind: &str, what: String) {
        self.notes.add((row, Some(column)), kind, what);
    }

    /// Tells something of the first cell for which it holds.
    pub(super) fn note_once(&mut self, row: u32, column: u32, what: &str) {
        if !self.notes.once.contains(what) {
            self.notes.once.insert(what.to_owned());
            self.note(row, column, what);
        }
    }

    /// Tells something of a row.
    pub(super) fn note_row(&mut self, row: u32, what: &str) {
        self.notes.add((row, None), what, what.to_owned());
    }
}
