//! Finds the meaning of columns by their cells, where the heading alone does not say it.

use super::column_contents::{has_ticks, is_of_dates, says_done};
use super::column_heading::{numbered_key, proposal};
use super::grid::Grid;
use super::headers::{Column, Header};
use crate::model::{DateSpan, Day};
use crate::spreadsheet::date_reading::{DateContext, reads_as};
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::status_text::{StatusText, status_text};
use crate::spreadsheet::vocabulary::{column as column_key, meant};

impl Header {
    /// A column of completion: the status, where it says yes or no; the due date, where no other
    /// column has it and the days can be planned. Returns the numbers of the columns of which this
    /// is not sure.
    pub(super) fn completion(
        &self,
        grid: &Grid<'_>,
        proposals: &mut [Option<&'static str>],
        today: Day,
    ) -> Vec<u32> {
        let has_due = proposals.iter().any(|key| matches!(key, Some("due" | "timeline" | "ticks")));
        let has_status = proposals.contains(&Some("status"));
        let mut unsure = Vec::new();
        for (column, proposal) in self.columns.iter().zip(proposals.iter_mut()) {
            if *proposal != Some("completed") {
                continue;
            }
            let has_days = is_of_dates(grid, column.at, self.first);
            let is_either = meant("either", &column.lower).is_some();
            if says_done(grid, column.at, self.first) {
                *proposal = Some(if has_status { "remarks" } else { "status" });
            } else if has_due || !has_days {
            } else if self.is_planned(grid, column, today) {
                *proposal = Some("due");
            } else if !has_status && is_either && self.is_full(grid, column.at) {
                *proposal = Some("due");
                unsure.push(column.at);
            }
        }
        unsure
    }

    /// Whether a column of days of completion has days to come, or days of what is not completed.
    fn is_planned(&self, grid: &Grid<'_>, column: &Column, today: Day) -> bool {
        let status = self.columns.iter().find(|own| proposal(own) == Some("status"));
        grid.column(column.at, self.first).any(|(row, cell)| {
            let day = match cell {
                RawCell::Day(day) => Some(*day),
                cell => cell.text().and_then(|text| {
                    let context = DateContext { order: None, year: None, shows_days: false };
                    DateSpan::parse(&reads_as(text, context).due()?).ok().map(DateSpan::last)
                }),
            };
            let word = status.and_then(|own| grid.cell(row, own.at)?.text());
            let is_open = word
                .is_some_and(|word| !matches!(status_text(word), StatusText::Known("completed")));
            is_open || day.is_some_and(|day| day > today)
        })
    }

    /// Whether nearly all rows have a day in a column.
    fn is_full(&self, grid: &Grid<'_>, at: u32) -> bool {
        let rows = grid.sheet.rows.range(self.first..).filter(|(_, cells)| cells.len() > 1);
        let (mut all, mut filled) = (0, 0);
        for (_, cells) in rows {
            all += 1;
            filled += usize::from(cells.contains_key(&at));
        }
        10 * filled >= 9 * all
    }

    /// Columns of ticks below a heading of themes: each one is a theme.
    pub(super) fn ticked_themes(&self, grid: &Grid<'_>, proposals: &mut [Option<&'static str>]) {
        for (column, proposal) in self.columns.iter().zip(proposals.iter_mut()) {
            let is_of_themes = column.uppers().any(|upper| column_key(upper) == Some("themes"));
            if is_of_themes && column.tick.is_none() && has_ticks(grid, column.at, self.first) {
                *proposal = Some("theme");
            }
        }
    }

    /// Columns with the number or the quarter behind a known heading, `Status 2` or `Status Q2`,
    /// are like the one without it.
    pub(super) fn numbered(&self, proposals: &mut [Option<&'static str>]) {
        for (column, proposal) in self.columns.iter().zip(proposals.iter_mut()) {
            let is_open = matches!(proposal, None | Some("remarks"));
            if is_open && let Some(key) = numbered_key(column) {
                *proposal = Some(key);
            }
        }
    }

    /// Where no heading is one of due dates, the columns with dates: the first is the start, if no
    /// other one is, the last the due date.
    pub(super) fn columns_of_dates(
        &self,
        grid: &Grid<'_>,
        proposals: &[Option<&'static str>],
    ) -> Vec<(u32, &'static str)> {
        let has = |wanted: &[&str]| proposals.iter().flatten().any(|key| wanted.contains(key));
        if has(&["due", "timeline", "ticks", "forecast", "completed"]) {
            return Vec::new();
        }
        let open = self.columns.iter().zip(proposals).filter(|(column, key)| {
            key.is_none() || self.known == 0 && column.is_headless && **key == Some("remarks")
        });
        let dated = open.filter(|(column, _)| is_of_dates(grid, column.at, self.first));
        let all: Vec<u32> = dated.map(|(column, _)| column.at).collect();
        match all.as_slice() {
            [] => Vec::new(),
            [one] => vec![(*one, "due")],
            [.., last] if has(&["start"]) => vec![(*last, "due")],
            [first, .., last] => vec![(*first, "start"), (*last, "due")],
        }
    }
}
