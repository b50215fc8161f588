//! The account of an import: what became of each row, each column and each sheet of a file.

use std::collections::BTreeMap;

/// What a row became.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ImportedRow {
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
pub struct UnusedColumn {
    /// The sheet.
    pub sheet: String,
    /// The heading; for a column without one its letters.
    pub heading: String,
    /// The number of cells with a text.
    pub texts: usize,
}

/// A sheet as it was understood: its columns, and its first rows below the header row.
#[derive(Clone, Debug)]
pub struct UnderstoodSheet {
    /// The sheet.
    pub sheet: String,
    /// The first line of the header row, counted from 1.
    pub header_row: u32,
    /// The columns with a heading or a value, in their order.
    pub columns: Vec<UnderstoodColumn>,
    /// The first rows: their numbers, counted from 1, and the text of each column.
    pub rows: Vec<(u32, Vec<String>)>,
}

/// A column as it was understood.
#[derive(Clone, Debug)]
pub struct UnderstoodColumn {
    /// The heading; for a column without one its letters.
    pub heading: String,
    /// What its cells become: a key of an activity, `priority`, `timeline`, `ticks` or `ignore`.
    pub key: &'static str,
}

/// A table of a sheet that was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherTable {
    /// The name of the sheet.
    pub sheet: String,
    /// Its first cell, such as `A5`.
    pub cell: String,
}

/// What became of each row, column and sheet of a file.
#[derive(Clone, Debug, Default)]
pub struct ImportAccount {
    /// The sheets that were read.
    pub sheets: Vec<String>,
    /// The first of these sheets as they were understood.
    pub understood: Vec<UnderstoodSheet>,
    /// The rows by the number of the sheet and by what they became, counted from 1.
    pub rows: BTreeMap<(usize, ImportedRow), Vec<u32>>,
    /// The columns that were left out.
    pub columns: Vec<UnusedColumn>,
    /// The sheets that were not read.
    pub other_sheets: Vec<String>,
    /// The tables that were not read, of sheets that hold several.
    pub other_tables: Vec<OtherTable>,
    /// The cells that are coloured and hold nothing.
    pub coloured: usize,
    /// The cells that hold a sign for nothing, such as `-` or `N/A`.
    pub without_meaning: usize,
}

impl ImportAccount {
    /// The number of rows that became this, in all sheets.
    pub fn count(&self, kind: ImportedRow) -> usize {
        self.rows.iter().filter(|((_, own), _)| *own == kind).map(|(_, rows)| rows.len()).sum()
    }

    /// What a row became, of the sheet with this number.
    pub fn became(&self, sheet: usize, row: u32) -> Option<ImportedRow> {
        let mut all = self.rows.iter().filter(|((own, _), _)| *own == sheet);
        all.find(|(_, rows)| rows.contains(&row)).map(|((_, kind), _)| *kind)
    }

    /// The number of rows that were read.
    pub fn total(&self) -> usize {
        self.rows.values().map(Vec::len).sum()
    }
}
