//! A narrow table below the plan, such as `Source | Amount`: whether a row after a gap begins one.

use std::collections::HashSet;

use super::cell_text::is_number_like;
use super::headers::rank_of_title;
use crate::spreadsheet::cells::RowCells;
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::row_words::is_tick;
use crate::spreadsheet::vocabulary::{column, meant};
use crate::spreadsheet::workbook::RawSheet;

/// The most characters of a heading.
const LONGEST: usize = 40;

/// The rows that are looked at above, below, and behind the table.
const MOST_ABOVE: usize = 100;
const MOST_BELOW: usize = 500;
const MOST_BEHIND: usize = 5;

/// The fewest columns of a plan that can be told from a narrower table.
const FEWEST: usize = 3;

/// A row after a gap, and the header row of the plan above.
pub(super) struct AfterGap<'s> {
    pub sheet: &'s RawSheet,
    /// The header row of the plan.
    pub header: &'s RowCells,
    /// Its number.
    pub top: u32,
    pub row: u32,
    pub cells: &'s RowCells,
    /// Whether a row of one text lies between the gap and the row: it can be a heading.
    pub has_title: bool,
}

impl AfterGap<'_> {
    /// Whether the row heads another table: it is narrower than the plan, with rows of its own
    /// shape below, and it or these rows are not like those of the plan.
    pub(super) fn begins_table(&self) -> bool {
        let width = self.cells.len();
        if !(2..self.header.len()).contains(&width)
            || self.header.len() < FEWEST
            || !self.cells.values().all(is_heading)
        {
            return false;
        }
        let below = self.below();
        let is_narrow = |cells: &&RowCells| cells.keys().all(|at| self.cells.contains_key(at));
        let full = below.iter().filter(|cells| cells.len() > 1).count();
        if below.is_empty() || !below.iter().all(is_narrow) || 2 * full < below.len() {
            return false;
        }
        let above = self.above();
        (self.has_known_words()
            || self.is_list_of_labels(&below)
            || self.is_shorter_than_all(&above, &below)
            || self.heads_numbers(&above, &below))
            && !self.is_before_plan(below.len())
            && !self.is_like_plan(&above, &below)
    }

    /// The rows below, up to the next gap.
    fn below(&self) -> Vec<&RowCells> {
        let rows = self.sheet.rows.range(self.row + 1..).zip(self.row + 1..);
        let rows = rows.take_while(|((row, _), next)| *row == next).take(MOST_BELOW);
        rows.map(|((_, cells), _)| cells).collect()
    }

    /// The last rows of the plan above.
    fn above(&self) -> Vec<&RowCells> {
        let rows = self.sheet.rows.range(self.top + 1..self.row).rev().take(MOST_ABOVE);
        rows.map(|(_, cells)| cells).filter(|cells| cells.len() > 1).collect()
    }

    /// The column of the titles of the plan.
    fn title(&self) -> Option<u32> {
        let ranked =
            self.header.iter().filter_map(|(at, cell)| Some((rank_of_title(cell.text()?)?, at)));
        ranked.min().map(|(_, at)| at)
    }

    /// Whether values beside the title occur in the plan as well: owners, statuses.
    fn is_like_plan(&self, above: &[&RowCells], below: &[&RowCells]) -> bool {
        let title = self.title();
        let texts = |rows: &[&RowCells]| -> HashSet<(u32, String)> {
            let cells = rows.iter().flat_map(|cells| cells.iter());
            let texts =
                cells.filter_map(|(at, cell)| Some((at, cell.text()?.trim().to_lowercase())));
            texts.collect()
        };
        let (plan, own, head) = (texts(above), texts(below), texts(&[self.cells]));
        let is_beside = |cell: &&(u32, String)| Some(cell.0) != title;
        head.iter().chain(&own).filter(is_beside).any(|cell| plan.contains(cell))
            || head.iter().any(|cell| own.contains(cell))
    }

    /// Whether a cell is a known heading, and not the one of the plan in its column.
    fn has_known_words(&self) -> bool {
        let key = |text: &str| column(text).or_else(|| meant("other", text));
        self.cells.iter().any(|(at, cell)| {
            let own = cell.text().and_then(key);
            let planned = self.header.get(&at).and_then(RawCell::text).and_then(key);
            own.is_some() && own != planned
        })
    }

    /// Whether a text is above numbers alone, in a column where the plan has none.
    fn heads_numbers(&self, above: &[&RowCells], below: &[&RowCells]) -> bool {
        let in_column = |rows: &[&RowCells], at: u32| -> (usize, usize) {
            let cells: Vec<&RawCell> = rows.iter().filter_map(|cells| cells.get(&at)).collect();
            (cells.iter().filter(|cell| is_number_like(cell)).count(), cells.len())
        };
        self.cells.keys().any(|at| {
            let (numbers, all) = in_column(below, *at);
            all > 1 && numbers == all && in_column(above, *at).0 == 0
        })
    }

    /// Whether all rows begin with a label: `Prepared by:`.
    fn is_list_of_labels(&self, below: &[&RowCells]) -> bool {
        let has_label = |cells: &&RowCells| {
            let text = cells.values().next().and_then(RawCell::text);
            text.is_some_and(|text| text.trim_end().ends_with([':', '：']))
        };
        has_label(&self.cells) && below.iter().all(has_label)
    }

    /// Whether none of the rows reaches a column that all rows of the plan fill.
    fn is_shorter_than_all(&self, above: &[&RowCells], below: &[&RowCells]) -> bool {
        let is_filled = |at: &u32| above.iter().all(|cells| cells.contains_key(at));
        !self.has_title
            && above.len() > 1
            && below.len() > 1
            && below.iter().all(|cells| cells.len() == self.cells.len())
            && self.header.keys().filter(|at| !self.cells.contains_key(at)).any(is_filled)
    }

    /// Whether wider rows follow behind the next gap: the plan goes on there.
    fn is_before_plan(&self, length: usize) -> bool {
        let end = self.row + u32::try_from(length).unwrap_or(u32::MAX - self.row);
        let mut behind = self.sheet.rows.range(end + 1..).take(MOST_BEHIND).map(|(_, cells)| cells);
        let first = behind.find(|cells| cells.len() > 1);
        first.is_some_and(|cells| cells.len() > self.cells.len() && !cells.values().all(is_heading))
    }
}

/// Whether a cell can be a heading: a short text that is no value of a plan.
fn is_heading(cell: &RawCell) -> bool {
    cell.text().is_some_and(|text| {
        text.chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
            && text.chars().nth(LONGEST).is_none()
            && !text.trim_end().ends_with('.')
            && !is_tick(text)
            && meant("status", text).is_none()
            && meant("month", text).is_none()
    })
}
