//! Skipped columns: each is reported once, with the number of its cells.

use std::collections::BTreeMap;

use super::headers::HeaderRow;
use super::importer::{Importer, is_heading};
use crate::spreadsheet::positions::cell_name;

/// The most columns without a heading that are reported one by one.
const MOST_COLUMNS: usize = 20;

impl Importer<'_> {
    /// Reports a skipped column with a heading.
    pub(super) fn left_out(&mut self, heads: &HeaderRow, at: u32, head: &str) {
        let many = match self.column(at, heads.last + 1).count() {
            0 => String::new(),
            1 => " (1 cell)".to_owned(),
            many => format!(" ({many} cells)"),
        };
        self.note(heads.top, at, &format!("skipped: the column `{head}`{many}"));
    }

    /// Reports text above the header row, except for a title: it may be another table.
    pub(super) fn above(&mut self, heads: &HeaderRow) {
        let mut rows = self
            .sheet
            .rows
            .range(..heads.top)
            .filter(|(_, cells)| cells.len() > 2)
            .map(|(row, _)| *row);
        let Some(first) = rows.next() else { return };
        let what = match rows.count() {
            0 => "skipped: this row is above the header row".to_owned(),
            more => format!("skipped: {} rows from here are above the header row", more + 1),
        };
        self.note(first, 0, &what);
    }

    /// Reports columns without a heading.
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
                    "skipped: the column {} has no heading ({cells})",
                    name.trim_end_matches('1')
                ),
            );
        }
        if let Some((row, at)) = end {
            self.note(
                row,
                at,
                &format!("skipped: {columns} more columns without a heading ({cells} cells)"),
            );
        }
    }
}
