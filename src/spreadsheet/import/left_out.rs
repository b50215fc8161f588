//! Columns that are not taken: each is told once, with how many cells it holds.

use std::collections::BTreeMap;

use super::headers::HeaderRow;
use super::importer::{Importer, is_heading};
use crate::spreadsheet::positions::cell_name;

/// The most columns without a head that are told one by one.
const MOST_COLUMNS: usize = 20;

impl Importer<'_> {
    /// Tells that a column with a head is not taken.
    pub(super) fn left_out(&mut self, heads: &HeaderRow, at: u32, head: &str) {
        let many = match self.column(at, heads.last + 1).count() {
            0 => String::new(),
            1 => " (1 cell)".to_owned(),
            many => format!(" ({many} cells)"),
        };
        self.note(heads.top, at, &format!("the column `{head}` is not taken{many}"));
    }

    /// Tells what stands above the heads, beside a title: it may be a table of its own.
    pub(super) fn above(&mut self, heads: &HeaderRow) {
        let mut rows = self
            .sheet
            .rows
            .range(..heads.top)
            .filter(|(_, cells)| cells.len() > 2)
            .map(|(row, _)| *row);
        let Some(first) = rows.next() else { return };
        let what = match rows.count() {
            0 => "this row stands above the heads, and is not taken".to_owned(),
            more => format!(
                "{} rows, this one first, stand above the heads, and are not taken",
                more + 1
            ),
        };
        self.note(first, 0, &what);
    }

    /// Tells what stands in columns that have no head.
    pub(super) fn without_head(&mut self, heads: &HeaderRow) {
        let mut found: BTreeMap<u32, (u32, usize)> = BTreeMap::new();
        for (&row, cells) in
            self.sheet.rows.range(heads.last + 1..).filter(|(_, cells)| !is_heading(cells))
        {
            for &at in cells.keys().filter(|at| !heads.titles.contains_key(at)) {
                found.entry(at).or_insert((row, 0)).1 += 1;
            }
        }
        let (columns, cells) = found
            .values()
            .skip(MOST_COLUMNS)
            .fold((0, 0), |(columns, cells), (_, many)| (columns + 1, cells + many));
        let end = found.iter().nth(MOST_COLUMNS).map(|(at, (row, _))| (*row, *at));
        for (at, (row, many)) in found.into_iter().take(MOST_COLUMNS) {
            let name = cell_name(0, at);
            let cells = if many == 1 { "1 cell".to_owned() } else { format!("{many} cells") };
            self.note(
                row,
                at,
                &format!(
                    "the column {} has no head, and is not taken ({cells})",
                    name.trim_end_matches('1')
                ),
            );
        }
        if let Some((row, at)) = end {
            self.note(
                row,
                at,
                &format!("{columns} more columns have no head, and are not taken ({cells} cells)"),
            );
        }
    }
}
