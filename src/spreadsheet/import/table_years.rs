//! The year of ticks and of dates without one: that of the plan's name, or of the title above a
//! table.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::column_facts::is_date;
use super::column_heading::proposal;
use super::grid::Grid;
use super::headers::{Column, Header};
use super::imported::ImportContext;
use super::importer::FoundSheet;
use super::questions::{Met, Questions};
use super::title_year::{year_above, year_of_title};
use crate::diagnostic::{Message, message};
use crate::model::{DateSpan, Day};
use crate::spreadsheet::date_reading::{DateContext, DateMeaning, reads_as};
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::tick_head::tick_span;

/// The cells of a column that are looked at.
const MOST_CELLS: usize = 500;

/// Dates as they are written, with their own years.
const WITHOUT_YEAR: DateContext = DateContext { order: None, year: None, shows_days: false };

/// Decides the year of each table. Titles with different years give each table its own one; the
/// only one that contradicts the name of the plan is asked about.
pub(super) fn decide_years(
    found: &mut [FoundSheet<'_>],
    chosen: &[usize],
    around: &ImportContext<'_>,
    questions: &mut Questions,
) -> Vec<Message> {
    let mut years: Vec<(usize, u32)> = Vec::new();
    for number in chosen {
        let Some(own) = found.get_mut(*number) else { continue };
        own.year = around.year;
        let is_open = own.header.lacks_year(&own.grid);
        years.extend(title_year(own).filter(|_| is_open).map(|year| (*number, year)));
    }
    let all: BTreeSet<u32> = years.iter().map(|(_, year)| *year).collect();
    let is_of_plan = |year: u32| {
        around.period.is_none_or(|(first, last)| {
            let year_of = |day: Day| u32::try_from(day.year()).ok();
            year_of(first).is_none_or(|first| first <= year)
                && year_of(last).is_none_or(|last| year <= last)
        })
    };
    let only = all.first().copied().filter(|_| all.len() == 1);
    let mut notes = Vec::new();
    for (number, year) in years {
        let Some(own) = found.get_mut(number).filter(|own| own.year != Some(year)) else {
            continue;
        };
        let sheet = &own.grid.sheet.name;
        match (only, around.year) {
            (Some(_), Some(named)) if !is_of_plan(year) => {
                let doubt = || {
                    message!(
                        "import.other-year-above",
                        "ticks and dates without a year can be of {named}, like the name of the \
                         plan, or of {year}, like the title above the table",
                        named,
                        year
                    )
                };
                let answer = ask_year(own, named, &doubt, questions);
                own.year = answer.parse().ok().or(own.year);
            }
            _ => {
                own.year = Some(year);
                notes.push(message!(
                    "import.year-of-title",
                    "{sheet}: ticks and dates without a year below row {row} are of {year}, like \
                     the title above",
                    sheet,
                    row = own.header.top + 1,
                    year
                ));
            }
        }
    }
    notes
}

/// The year in the title above a table, else in the name of its sheet.
fn title_year(own: &FoundSheet<'_>) -> Option<u32> {
    let heading = own.table.and_then(|table| table.heading.as_ref());
    let above = heading.and_then(|(_, text)| year_of_title(text));
    let above = above.or_else(|| year_above(&own.grid, own.header.top));
    above.or_else(|| year_of_title(&own.grid.sheet.name))
}

/// Asks for the first year where the months of a sheet go on into a year that the name of the plan
/// does not have, unless its dates are of that year, too.
pub(super) fn ask_first_year(
    own: &FoundSheet<'_>,
    around: &ImportContext<'_>,
    questions: &mut Questions,
) {
    let (Some((column, last)), Some(first)) = (&own.header.later_year, own.year) else { return };
    let has_last = |day: Day| u32::try_from(day.year()).is_ok_and(|year| year >= *last);
    if around.period.is_some_and(|(_, end)| has_last(end)) {
        return;
    }
    let day = |cell: &RawCell| match cell {
        RawCell::Day(day) => Some(*day),
        cell => {
            DateSpan::parse(&reads_as(cell.text()?, WITHOUT_YEAR).due()?).ok().map(DateSpan::last)
        }
    };
    let mut dated = own.header.columns.iter().filter(|column| is_date(column.key));
    let is_decided = dated.any(|column| {
        let mut cells = own.grid.column(column.at, own.header.first).take(MOST_CELLS);
        cells.any(|(_, cell)| day(cell).is_some_and(has_last))
    });
    if is_decided {
        return;
    }
    let doubt = || {
        message!(
            "import.into-next-year",
            "the columns from `{column}` on count as {last}, those before as {first}: is {first} \
             the first year?",
            column,
            last = *last,
            first
        )
    };
    ask_year(own, first, &doubt, questions);
}

/// Asks for the year of a table, and returns the answer.
fn ask_year(
    own: &FoundSheet<'_>,
    proposal: u32,
    doubt: &dyn Fn() -> Message,
    questions: &mut Questions,
) -> String {
    let proposal = &proposal.to_string();
    let place = own.grid.place(own.header.top, 0);
    questions.ask(&Met { section: "year", word: "year", proposal, place }, Some(doubt))
}

impl Header {
    /// Whether a year is missing in the headings of ticks, or in dates below.
    fn lacks_year(&self, grid: &Grid<'_>) -> bool {
        let is_open = |column: &&Column| {
            let of_head = tick_span(&column.lower, None).is_some_and(|tick| tick.year.is_none());
            column.upper_year().is_none() && (of_head || column.lower.chars().count() == 1)
        };
        self.columns.iter().filter(is_open).count() > 1
            || self.columns.iter().any(|column| has_dates_without_year(grid, column, self.first))
    }
}

/// Whether a column of dates has one that names no year.
fn has_dates_without_year(grid: &Grid<'_>, column: &Column, first: u32) -> bool {
    let mut cells = grid.column(column.at, first).take(MOST_CELLS);
    let lacks_year =
        |text: &str| matches!(reads_as(text, WITHOUT_YEAR).meaning, DateMeaning::NoYear);
    proposal(column).is_some_and(is_date)
        && cells.any(|(_, cell)| cell.text().is_some_and(lacks_year))
}
