//! Columns of quarters, months and weeks: which part of which year a mark in them stands for.

use chrono::Days;

use super::column_contents::has_amounts;
use super::grid::Grid;
use super::headers::{Column, Header};
use crate::model::Day;
use crate::spreadsheet::tick::{Tick, TickFamily};
use crate::spreadsheet::tick_head::{month_letters, tick_span};
use crate::spreadsheet::vocabulary::normalize;

impl Header {
    /// Finds columns of months that are headed by letters: J, F, M, A.
    pub(super) fn letters_of_months(
        &mut self,
        grid: &Grid<'_>,
        year: Option<u32>,
        proposals: &mut [Option<&'static str>],
    ) {
        let is_letter =
            |column: &Column| column.lower.chars().count() <= 2 && column.tick.is_none();
        let mut first = 0;
        while first < self.columns.len() {
            let rest = self.columns.get(first..).unwrap_or(&[]);
            let run = rest.iter().take_while(|column| is_letter(column)).take(12);
            let heads: Vec<&str> = run.map(|column| column.lower.as_str()).collect();
            let many = heads.len();
            let Some(months) = month_letters(&heads) else {
                first += 1;
                continue;
            };
            for (number, month) in months.iter().enumerate() {
                let Some(column) = self.columns.get_mut(first + number) else { continue };
                let year = column.upper_year().or(year);
                column.tick = tick_span(&format!("M{month}"), year)
                    .filter(|_| !has_amounts(grid, column.at, self.first));
                if let (Some(own), true) =
                    (proposals.get_mut(first + number), column.tick.is_some())
                {
                    *own = Some("ticks");
                }
            }
            first += many;
        }
    }

    /// Where quarters or months begin anew, those of the next year follow; but not where a second
    /// set of them is about something else, such as `Actual`.
    pub(super) fn next_years(&mut self, year: Option<u32>, proposals: &mut [Option<&'static str>]) {
        let Some(first) = year else { return };
        let (mut last, mut added, mut upper): (Option<(TickFamily, u32)>, u32, Option<String>) =
            (None, 0, None);
        let mut is_other = false;
        let mut head = String::new();
        for (column, proposal) in self.columns.iter_mut().zip(proposals.iter_mut()) {
            let Some(tick) = &column.tick else { continue };
            if *proposal != Some("ticks") || tick.year.is_some() || column.upper_year().is_some() {
                continue;
            }
            // The weeks of a month begin anew with each month.
            if tick.family == TickFamily::Week && is_below_month(column) {
                continue;
            }
            let (family, number) = (tick.family, tick.number);
            let own_upper = column.head.rsplit_once(" / ").map(|(upper, _)| upper.to_owned());
            // A month that is merged over several columns is one month.
            let is_number = column.lower.bytes().all(|byte| byte.is_ascii_digit());
            let own = own_upper.as_ref().filter(|_| is_number).unwrap_or(&column.head).clone();
            let is_same = std::mem::replace(&mut head, own.clone()) == own;
            let begins_anew =
                last.is_some_and(|(own, before)| own == family && number <= before && !is_same);
            if begins_anew {
                let has_number =
                    own_upper.as_ref().is_none_or(|own| own.chars().any(char::is_numeric));
                is_other = upper != own_upper && !has_number;
                added += u32::from(!is_other);
            }
            (last, upper) = (Some((family, number)), own_upper);
            if is_other {
                column.tick = None;
                *proposal = Some("remarks");
            } else if added > 0 {
                column.tick = in_year(tick, first + added);
                self.later_year.get_or_insert_with(|| (column.label.clone(), first + added));
            }
        }
    }
}

/// The week of a month, where the heading above names one: `February` / `Week 3`, `S3`, `3s`.
pub(super) fn week_of_month(column: &Column, year: Option<u32>) -> Option<Tick> {
    let month = upper_month(column, year)?;
    let own = tick_span(&column.lower, year).filter(|tick| tick.family == TickFamily::Week);
    let number = own.map(|tick| tick.number).or_else(|| short_week(&column.lower))?;
    let week = Tick { family: TickFamily::Week, number, written: None, ..month };
    let Some((first, last)) = month.days else { return Some(week) };
    let from = first.checked_add_days(Days::new(u64::from(number.checked_sub(1)?) * 7))?;
    let to = from.checked_add_days(Days::new(6))?.min(last);
    (from <= last).then_some(Tick { days: Some((from, to)), ..week })
}

/// The month in a heading above a number: `February` / `3`.
pub(super) fn month_above(column: &Column, year: Option<u32>) -> Option<Tick> {
    let is_number = !column.lower.is_empty() && column.lower.bytes().all(|b| b.is_ascii_digit());
    upper_month(column, year).filter(|_| is_number)
}

/// Whether a part of a year is below a month, which it cannot be a part of: `February` / `Week 9`.
pub(super) fn is_outside(column: &Column, tick: &Tick) -> bool {
    matches!(tick.family, TickFamily::Week | TickFamily::Half) && is_below_month(column)
}

fn is_below_month(column: &Column) -> bool {
    upper_month(column, None).is_some()
}

/// The month in a heading above a column's own one.
fn upper_month(column: &Column, year: Option<u32>) -> Option<Tick> {
    let mut ticks = column.uppers().filter_map(|upper| tick_span(upper, year));
    ticks.find(|upper| upper.family == TickFamily::Month)
}

/// `S3`, `3s`
fn short_week(head: &str) -> Option<u32> {
    let folded = normalize(head);
    let number = folded.strip_prefix('s').or_else(|| folded.strip_suffix('s'))?;
    number.parse().ok().filter(|number| (1..=5).contains(number))
}

/// The same quarter, half, month or week of another year.
fn in_year(tick: &Tick, year: u32) -> Option<Tick> {
    let head = match tick.family {
        TickFamily::Week => format!("W{}", tick.number),
        TickFamily::Month => format!("M{}", tick.number),
        TickFamily::Quarter => format!("Q{}", tick.number),
        TickFamily::Half => format!("H{}", tick.number),
        TickFamily::Year => return None,
        TickFamily::Days => {
            use chrono::Datelike;
            let (first, last) = tick.days?;
            let later = i32::try_from(year).ok()? - first.year();
            let in_year = |day: Day| day.with_year(day.year() + later);
            return Some(Tick { days: Some((in_year(first)?, in_year(last)?)), ..tick.clone() });
        }
    };
    tick_span(&head, Some(year))
}

impl Column {
    /// The year in a line above its last one.
    pub(super) fn upper_year(&self) -> Option<u32> {
        let mut lines = self.head.split(" / ").filter_map(|head| head.parse().ok());
        lines.find(|year| (1990..=2200).contains(year))
    }
}
