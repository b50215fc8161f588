//! A part of a workbook, as far as it is known before its cells are read.

/// Two cells, or the first and the last row or column, from 0.
pub(super) type CellRange = ((u32, u32), (u32, u32));

/// A part of a workbook, as far as it is known.
#[derive(Debug, Default)]
pub(super) struct WorkbookPart {
    /// The number of bytes after unpacking.
    pub length: u64,
    /// The relations, as they are written: id, kind, target.
    pub relations: Vec<[String; 3]>,
    /// The sheets: name, state, id of the relation, as they are written.
    pub sheets: Vec<[String; 3]>,
    /// Cells that are merged, from the first to the last.
    pub merged: Vec<CellRange>,
    /// Rows and columns that are not shown, from one to another.
    pub hidden_rows: Vec<(u32, u32)>,
    pub hidden_columns: Vec<(u32, u32)>,
}
