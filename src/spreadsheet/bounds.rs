//! How much of a workbook is read.

/// The most bytes of a tag, and of a text: one of the longest kind, each character written as a
/// reference.
pub(super) const MOST_RUN: u64 = 512 << 10;

/// The most places of a sheet in which cells are merged.
pub(super) const MOST_MERGED: usize = 100_000;

/// The most cells of all sheets that are read.
pub(super) const MOST_CELLS: usize = 10_000_000;

/// The most rows of all sheets that are read.
pub(super) const MOST_ROWS: usize = 3_000_000;

/// The most bytes of text in all sheets that are read. The text of one cell, shared by many, counts
/// as often as it is there.
pub(super) const MOST_TEXT: usize = 128 << 20;
