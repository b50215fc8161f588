//! Headings of columns for ticks that name some days of a month: `15-31 March`, `1ra quincena`.

use super::date_order::ParsedDate;
use super::date_parser::date;
use super::date_words::{month, ordinal};
use super::tick::{ANY_YEAR, Tick, TickFamily};
use crate::model::{DateForm, DateSpan, Day};

/// The most days of such a column.
const MOST_DAYS: i64 = 31;

/// Words for half a month.
const FORTNIGHT: [&str; 5] = ["quincena", "quinzena", "quinzaine", "fortnight", "quindicina"];

/// Returns the days of `15-31 March` or `28 Apr - 4 May`.
pub(super) fn part_of_month(text: &str, folded: &str, year: Option<u32>) -> Option<Tick> {
    if !folded.split(' ').any(|word| month(word).is_some()) {
        return None;
    }
    let (range, own) = match date(text, false, None, None) {
        ParsedDate::NoYear => (date(text, false, None, Some(year.unwrap_or(ANY_YEAR))), false),
        said => (said, true),
    };
    let ParsedDate::Range(first, last) = range else { return None };
    let day = |written: &str| {
        DateSpan::parse(written)
            .ok()
            .filter(|span| span.form() == DateForm::Day)
            .map(DateSpan::first)
    };
    let (first, last) = (day(&first)?, day(&last)?);
    let is_short = (last - first).num_days() < MOST_DAYS;
    is_short.then(|| some_days(first, last, own, year))
}

/// Returns the first or the second half of a month.
pub(super) fn fortnight(folded: &str, year: Option<u32>) -> Option<Tick> {
    let words: Vec<&str> = folded.split(' ').collect();
    if !words.iter().any(|word| FORTNIGHT.contains(word)) {
        return None;
    }
    let month: u32 = words.iter().find_map(|word| month(word))?.parse().ok()?;
    let half = words.iter().find_map(|word| half(word))?;
    let year_of = year.unwrap_or(ANY_YEAR);
    let of = |day: u32| Day::from_ymd_opt(i32::try_from(year_of).ok()?, month, day);
    let end = || DateSpan::parse(&format!("{year_of:04}-{month:02}")).ok().map(DateSpan::last);
    let (first, last) = match half {
        1 => (of(1)?, of(15)?),
        _ => (of(16)?, end()?),
    };
    Some(some_days(first, last, false, year))
}

/// `1ra`, `2da`, `first`
fn half(word: &str) -> Option<u32> {
    const FORMS: [(&str, u32); 8] = [
        ("1ra", 1),
        ("2da", 2),
        ("1era", 1),
        ("2nda", 2),
        ("i", 1),
        ("ii", 2),
        ("1ere", 1),
        ("2eme", 2),
    ];
    let own = FORMS.iter().find(|(form, _)| *form == word).map(|(_, half)| *half);
    own.or_else(|| ordinal(word)).filter(|half| (1..=2).contains(half))
}

fn some_days(first: Day, last: Day, own: bool, year: Option<u32>) -> Tick {
    use chrono::Datelike;
    let is_known = own || year.is_some();
    Tick {
        family: TickFamily::Days,
        number: first.ordinal(),
        year: own.then_some(first.year().unsigned_abs()),
        days: is_known.then_some((first, last)),
        written: None,
    }
}
