//! Reads sheets as a plan: what the group and the name of the plan say beside them.

use std::cell::Cell;
use std::collections::HashMap;

use chrono::{Datelike, Months};

use super::words::nothing_was_written;
use crate::diagnostic::{ClosestNames, message};
use crate::model::{Day, Organization};
use crate::spreadsheet::{
    Draft, ImportContext, Mapping, NoTable, Questions, RawSheet, fiscal_month, read_foreign,
};
use crate::text::clean_line;
use crate::workspace::{Error, ErrorKind, Result};

/// The most letters of an abbreviation.
const SHORT: usize = 5;

/// A plan as its sheets have it, and its period.
pub(super) struct DraftPlan {
    pub(super) draft: Draft,
    pub(super) period: (Day, Day),
}

/// What is known beside the sheets.
pub(super) struct Around {
    /// The organizations of the folder, by what people call them.
    pub(super) organizations: HashMap<String, String>,
    pub(super) day: Day,
}

/// Reads the sheets of a file as the plan of that name.
pub(super) fn draft(
    name: &str,
    to: &str,
    sheets: &[RawSheet],
    around: Around,
    mapping: Mapping,
) -> Result<DraftPlan> {
    let Around { organizations, day } = around;
    let questions = Questions::new(mapping);
    let decided = questions.given("year", "year").and_then(|year| year.parse().ok());
    let years = years(to);
    let first = decided.or(years.map(|(first, _)| first));
    let span = first.and_then(|first| {
        let last = years.map_or(first, |(start, end)| first + (end - start));
        Some((year_start(first)?, year_end(last)?))
    });
    let (nearest, has_asked_all) = (ClosestNames::new(), Cell::new(true));
    let context = ImportContext {
        organization: &|word| organizations.get(&word.to_lowercase()).cloned(),
        nearest: &|word| {
            let near = nearest.find(word, organizations.keys().map(String::as_str));
            has_asked_all.set(has_asked_all.get() && near.is_ok());
            let near = near.ok()?.filter(|name| is_alike(word, name));
            near.and_then(|name| organizations.get(name).cloned())
        },
        year: first,
        period: span,
        day,
    };
    let mut draft =
        read_foreign(sheets, &context, questions).map_err(|none| no_table(name, &none))?;
    if !has_asked_all.get() {
        draft.notes.push(message!(
            "import.too-many-unknown-names",
            "too many names are unknown to look for similar ones: decide some of them in a mapping first"
        ));
    }
    let period = period(to, years, span, &mut draft, day);
    Ok(DraftPlan { draft, period })
}

/// The first and the last year in a name: `2025`, `2024-2025`, `2024-25`.
pub(super) fn years(name: &str) -> Option<(u32, u32)> {
    let mut numbers = name.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let is_year = |part: &&str| part.len() == 4 && (part.starts_with('1') || part.starts_with('2'));
    let first: u32 = numbers.by_ref().find(is_year)?.parse().ok()?;
    let last = numbers.next().and_then(|part| match part.len() {
        4 => part.parse().ok(),
        2 => Some(first / 100 * 100 + part.parse::<u32>().ok()?),
        _ => None,
    });
    Some((first, last.filter(|last| *last > first && *last < first + 20).unwrap_or(first)))
}

/// The period: as the name says, or as was decided; never shorter than the dates of the sheets.
fn period(
    to: &str,
    years: Option<(u32, u32)>,
    span: Option<(Day, Day)>,
    draft: &mut Draft,
    today: Day,
) -> (Day, Day) {
    let this_year = || (first_of_year(today), last_of_year(today));
    let days = draft.days;
    let of_days = || {
        let (first, last) = days?;
        Some((first_of_year(first), last_of_year(last)))
    };
    let mut period = span.or_else(of_days).unwrap_or_else(this_year);
    if let Some((first, last)) = years.filter(|(first, last)| *last == first + 1) {
        let fiscal = |month: u32| {
            let start = Day::from_ymd_opt(i32::try_from(first).ok()?, month, 1)?;
            Some((start, start.checked_add_months(Months::new(12))?.pred_opt()?))
        };
        let fits = |(start, end): (Day, Day)| {
            days.is_none_or(|(first, last)| first >= start && last <= end)
        };
        let is_short = !to.contains(&last.to_string());
        let likely = [7, 4, 10, 9].into_iter().find(|month| fiscal(*month).is_some_and(fits));
        let proposal = match likely.filter(|_| is_short) {
            Some(month) => format!("fiscal-{month:02}"),
            None => "calendar".to_owned(),
        };
        let is_decided = days.is_some_and(|(first, last)| (last - first).num_days() > 366);
        let said = draft.questions.period(
            to,
            if is_decided { "calendar" } else { &proposal },
            !is_decided,
        );
        if let Some(own) = fiscal_month(&said).and_then(fiscal) {
            period = own;
        }
    }
    if let Some((first, last)) = days {
        if first < period.0 {
            period.0 = first.with_day(1).unwrap_or(first);
        }
        if last > period.1 {
            let next = last.with_day(1).and_then(|first| first.checked_add_months(Months::new(1)));
            period.1 = next.and_then(|next| next.pred_opt()).unwrap_or(last);
        }
    }
    period
}

fn year_start(year: u32) -> Option<Day> {
    Day::from_ymd_opt(i32::try_from(year).ok()?, 1, 1)
}

fn year_end(year: u32) -> Option<Day> {
    Day::from_ymd_opt(i32::try_from(year).ok()?, 12, 31)
}

fn first_of_year(day: Day) -> Day {
    Day::from_ymd_opt(day.year(), 1, 1).unwrap_or(day)
}

fn last_of_year(day: Day) -> Day {
    Day::from_ymd_opt(day.year(), 12, 31).unwrap_or(day)
}

/// The ids of the organizations, by what people call them.
pub(super) fn organizations(all: &[Organization<'_>]) -> HashMap<String, String> {
    let mut names: HashMap<String, String> = HashMap::new();
    for one in all {
        let own = [Some(&one.id), Some(&one.name), one.short.as_ref()];
        let own = own.into_iter().flatten().chain(&one.aliases);
        names.extend(own.map(|name| (name.value.trim().to_lowercase(), one.id.to_string())));
    }
    names
}

/// Whether a name is worth proposing: any two of three letters are near each other, and are two
/// organizations.
fn is_alike(word: &str, name: &str) -> bool {
    word.chars().count() > SHORT || strsim::osa_distance(&word.to_lowercase(), name) <= 1
}

fn no_table(name: &str, none: &NoTable) -> Error {
    let what = message!(
        "import.no-table",
        "{name}: there is no table in it: a plan needs a header row, such as Activity, Owner, \
         Status and Due, and rows below",
        name
    );
    let mut error = Error::new(ErrorKind::InvalidInput, what);
    for row in &none.rows {
        error = error.hint(message!("import.row-as-read", "row {row}", row = clean_line(row)));
    }
    error.hint(nothing_was_written())
}
