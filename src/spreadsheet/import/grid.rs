//! A sheet with the values of its merged cells: a cell that is merged down counts in each row.

use std::collections::BTreeMap;

use crate::spreadsheet::cells::RowCells;
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::workbook::RawSheet;

/// The most cells that merged cells cover in rows below.
const MOST_FILLED: usize = 1_000_000;

/// A sheet, and which of its cells are covered by merged cells.
pub(super) struct Grid<'w> {
    pub(super) sheet: &'w RawSheet,
    /// The first row of the merged cells over a cell, for cells below the first row.
    down: BTreeMap<(u32, u32), u32>,
    /// The last column of the merged cells that begin in a cell.
    across: BTreeMap<(u32, u32), u32>,
    /// The rows below merged cells, from one to another, in order and apart.
    below: Vec<(u32, u32)>,
    /// How many merged cells count for several rows.
    pub(super) merged_down: usize,
    /// Whether there are more merged cells than are read.
    pub(super) is_cut: bool,
}

impl<'w> Grid<'w> {
    pub(super) fn new(sheet: &'w RawSheet) -> Self {
        let mut grid = Grid {
            sheet,
            down: BTreeMap::new(),
            across: BTreeMap::new(),
            below: below_merged(sheet),
            merged_down: 0,
            is_cut: false,
        };
        for &((top, left), (bottom, right)) in &sheet.merged {
            if right > left {
                grid.across.insert((top, left), right);
            }
            let is_filled = sheet.rows.get(&top).is_some_and(|cells| cells.contains_key(&left));
            if bottom <= top || !is_filled {
                continue;
            }
            grid.merged_down += 1;
            // Only rows with cells of their own count, and the rows right below.
            let rows = sheet.rows.range(top + 1..=bottom).map(|(row, _)| *row);
            for row in rows {
                if grid.down.len() >= MOST_FILLED {
                    grid.is_cut = true;
                    return grid;
                }
                grid.down.insert((row, left), top);
            }
        }
        grid
    }

    /// Forgets the merged cells that begin above a row: headings do not count in rows below.
    pub(super) fn forget_above(&mut self, first: u32) {
        self.down.retain(|_, top| *top >= first);
    }

    /// The cell itself, or the merged cell that covers it from above.
    pub(super) fn cell(&self, row: u32, at: u32) -> Option<&'w RawCell> {
        self.own(row, at).or_else(|| self.above(row, at))
    }

    /// The merged cell that covers a cell from above.
    pub(super) fn above(&self, row: u32, at: u32) -> Option<&'w RawCell> {
        self.down.get(&(row, at)).and_then(|top| self.own(*top, at))
    }

    /// The row of the cell itself, or of the merged cell that covers it from above.
    pub(super) fn origin(&self, row: u32, at: u32) -> u32 {
        if self.own(row, at).is_some() {
            return row;
        }
        self.down.get(&(row, at)).copied().unwrap_or(row)
    }

    pub(super) fn own(&self, row: u32, at: u32) -> Option<&'w RawCell> {
        self.sheet.rows.get(&row).and_then(|cells| cells.get(&at))
    }

    /// Whether a merged cell from a row above covers the cell.
    pub(super) fn is_covered(&self, row: u32, at: u32) -> bool {
        !self.down.is_empty() && self.down.contains_key(&(row, at))
    }

    /// The columns of a row that merged cells from a row above cover.
    pub(super) fn covered(&self, row: u32) -> impl Iterator<Item = u32> {
        self.down.range((row, 0)..=(row, u32::MAX)).map(|((_, column), _)| *column)
    }

    /// Whether a row without cells of its own lies below merged cells.
    pub(super) fn is_below_merged(&self, row: u32) -> bool {
        let at = self.below.partition_point(|(_, last)| *last < row);
        self.below.get(at).is_some_and(|(first, _)| *first <= row)
    }

    /// The last column of the merged cells that begin in a cell, else its own column.
    pub(super) fn end(&self, row: u32, at: u32) -> u32 {
        self.across.get(&(row, at)).copied().unwrap_or(at)
    }

    pub(super) fn place(&self, row: u32, column: u32) -> super::questions::Place<'w> {
        super::questions::Place { sheet: &self.sheet.name, row, column }
    }

    pub(super) fn row(&self, row: u32) -> Option<&'w RowCells> {
        self.sheet.rows.get(&row)
    }

    /// How many cells each column has from a row on.
    pub(super) fn counts(&self, first: u32) -> Vec<usize> {
        let mut counts = Vec::new();
        for at in self.sheet.rows.range(first..).flat_map(|(_, cells)| cells.keys()) {
            let at = *at as usize;
            if counts.len() <= at {
                counts.resize(at + 1, 0);
            }
            counts.get_mut(at).into_iter().for_each(|count| *count += 1);
        }
        counts
    }

    /// The cells of a column from a row on.
    pub(super) fn column(&self, at: u32, first: u32) -> impl Iterator<Item = (u32, &'w RawCell)> {
        let rows = self.sheet.rows.range(first..);
        rows.filter_map(move |(row, cells)| Some((*row, cells.get(&at)?)))
    }
}

/// The rows below merged cells that hold something, from one to another, in order and apart.
fn below_merged(sheet: &RawSheet) -> Vec<(u32, u32)> {
    let is_filled = |row: &u32, column: &u32| {
        sheet.rows.get(row).is_some_and(|cells| cells.contains_key(column))
    };
    let down = sheet
        .merged
        .iter()
        .filter(|((top, left), (bottom, _))| bottom > top && is_filled(top, left));
    let mut rows: Vec<(u32, u32)> =
        down.map(|((top, _), (bottom, _))| (top + 1, *bottom)).collect();
    rows.sort_unstable();
    let mut apart: Vec<(u32, u32)> = Vec::new();
    for (first, last) in rows {
        match apart.last_mut() {
            Some((_, end)) if first <= *end => *end = last.max(*end),
            _ => apart.push((first, last)),
        }
    }
    apart
}
