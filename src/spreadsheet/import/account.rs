//! The account of an import: what became of each row, each column and each sheet.

use std::collections::BTreeMap;

/// What a row became.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RowKind {
    /// An activity.
    Activity,
    /// A priority.
    Priority,
    /// A milestone of the activity above.
    Milestone,
    /// More text of the activity above.
    Continuation,
    /// The header row once more.
    RepeatedHeader,
    /// A total.
    Total,
    /// A row without a value.
    Empty,
    /// Nothing: there is no activity above it.
    Skipped,
}

/// A column that was left out.
#[derive(Clone, Debug)]
pub struct LeftOutColumn {
    /// The sheet.
    pub sheet: String,
    /// The heading; for a column without one its letters.
    pub heading: String,
    /// The number of cells with a text.
    pub texts: usize,
}

/// What became of each row, column and sheet of a file.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// The sheets that were read, with the number of rows below the header row.
    pub sheets: Vec<(String, usize)>,
    /// The rows of each sheet by what they became, counted from 1.
    pub rows: BTreeMap<(usize, RowKind), Vec<u32>>,
    /// The columns that were left out.
    pub columns: Vec<LeftOutColumn>,
    /// The sheets that were not read.
    pub other_sheets: Vec<String>,
    /// The cells that are coloured and hold nothing.
    pub coloured: usize,
    /// The cells that hold a sign for nothing, such as `-` or `N/A`.
    pub without_meaning: usize,
}

impl Account {
    /// Adds a sheet.
    pub(super) fn begin(&mut self, sheet: &str) {
        self.sheets.push((sheet.to_owned(), 0));
    }

    /// Adds a row of the last sheet; it counts from 0.
    pub(super) fn row(&mut self, row: u32, kind: RowKind) {
        let Some(sheet) = self.sheets.len().checked_sub(1) else { return };
        if let Some((_, rows)) = self.sheets.get_mut(sheet) {
            *rows += 1;
        }
        self.rows.entry((sheet, kind)).or_default().push(row + 1);
    }

    /// The number of rows that became this, in all sheets.
    pub fn count(&self, kind: RowKind) -> usize {
        self.rows.iter().filter(|((_, own), _)| *own == kind).map(|(_, rows)| rows.len()).sum()
    }

    /// The number of rows that were read.
    pub fn total(&self) -> usize {
        self.sheets.iter().map(|(_, rows)| rows).sum()
    }
}
