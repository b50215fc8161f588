//! Columns that are headed by the days of a calendar: `2025-01-06`, `Week of 13/01`.

use std::cmp::Ordering;

use chrono::Days;

use super::column_contents::has_amounts;
use super::grid::Grid;
use super::headers::{Column, Header};
use crate::model::Day;
use crate::spreadsheet::date_order::DayMonthOrder;
use crate::spreadsheet::date_reading::{DateContext, DateMeaning, reads_as};
use crate::spreadsheet::tick::{Tick, TickFamily};
use crate::spreadsheet::vocabulary::{meant, normalize};

/// The fewest columns of a calendar.
const FEWEST: usize = 3;

/// The most days from one column to the next.
const MOST_DAYS: i64 = 62;

impl Header {
    /// Finds columns that are headed by days, one after the other: each one lasts to the next, or a
    /// week.
    pub(super) fn days_of_calendar(
        &mut self,
        grid: &Grid<'_>,
        year: Option<u32>,
        proposals: &mut [Option<&'static str>],
    ) {
        let mut first = 0;
        while first < self.columns.len() {
            let rest = self.columns.get(first..).unwrap_or(&[]);
            let days = run_in_one_order(rest, year);
            if days.len() < FEWEST {
                first += 1;
                continue;
            }
            let ends = days.iter().skip(1).map(|(day, _)| day.pred_opt());
            let mut lasts: Vec<Option<Day>> = ends.collect();
            let length = days.iter().zip(days.iter().skip(1)).map(|(a, b)| b.0 - a.0).min();
            let length = length.and_then(|length| u64::try_from(length.num_days()).ok());
            let after = |day: Day, days: u64| day.checked_add_days(Days::new(days));
            lasts.push(days.last().and_then(|(day, _)| after(*day, length?.saturating_sub(1))));
            for (number, ((day, is_week), last)) in days.iter().zip(lasts).enumerate() {
                let Some(column) = self.columns.get_mut(first + number) else { continue };
                let last = if *is_week { after(*day, 6) } else { last };
                let Some(last) = last else { continue };
                if has_amounts(grid, column.at, self.first) {
                    continue;
                }
                column.tick = Some(Tick {
                    family: TickFamily::Days,
                    number: u32::try_from(number).unwrap_or(0),
                    year: None,
                    days: Some((*day, last)),
                    written: None,
                });
                if let Some(proposal) = proposals.get_mut(first + number) {
                    *proposal = Some("ticks");
                }
            }
            first += days.len();
        }
    }
}

/// The days at the beginning of some columns, in the order of day and month that fits most of them;
/// none where both orders fit.
fn run_in_one_order(columns: &[Column], year: Option<u32>) -> Vec<(Day, bool)> {
    let day_first = run(columns, Some(DayMonthOrder::DayFirst), year);
    let month_first = run(columns, Some(DayMonthOrder::MonthFirst), year);
    match day_first.len().cmp(&month_first.len()) {
        Ordering::Greater => day_first,
        Ordering::Less => month_first,
        Ordering::Equal if day_first == month_first => day_first,
        Ordering::Equal => Vec::new(),
    }
}

/// The days at the beginning of some columns, each after the one before; and whether it is the
/// first day of a week.
fn run(columns: &[Column], order: Option<DayMonthOrder>, year: Option<u32>) -> Vec<(Day, bool)> {
    let mut days: Vec<(Day, bool)> = Vec::new();
    for column in columns {
        let Some((day, is_week)) = day_of(&column.lower, order, year) else { break };
        let is_next = days
            .last()
            .is_none_or(|(before, _)| (1..=MOST_DAYS).contains(&(day - *before).num_days()));
        if column.tick.is_some() || !is_next {
            break;
        }
        days.push((day, is_week));
    }
    days
}

/// The day in a heading, and whether a word for a week is in front.
fn day_of(head: &str, order: Option<DayMonthOrder>, year: Option<u32>) -> Option<(Day, bool)> {
    let digit = head.find(|c: char| c.is_ascii_digit())?;
    let (lead, rest) = head.split_at_checked(digit)?;
    let lead = normalize(lead);
    let is_filling = |word: &str| {
        matches!(word, "of" | "de" | "del" | "do" | "da" | "du" | "commencing" | "from")
    };
    let is_week = |word: &str| meant("unit", word) == Some("W") || word == "wc";
    let mut words = lead.split(' ').filter(|word| !word.is_empty());
    if !words.clone().all(|word| is_filling(word) || is_week(word)) {
        return None;
    }
    let context = DateContext { order, year, shows_days: false };
    match reads_as(rest, context).meaning {
        DateMeaning::Day(day) => Some((day, words.any(is_week))),
        _ => None,
    }
}
