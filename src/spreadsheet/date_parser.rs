//! Reads dates and ranges of dates as people write them in a spreadsheet.

use super::date_order::{DayMonthOrder, ParsedDate, full_year, weekday_order};
use super::date_text::{plain_date, weekday};
use super::date_words::month;
use super::range::range;
use super::single_date::single;
use super::vocabulary::{meant, normalize};
use super::week_date::week;
use crate::model::Day;

/// The most characters of a date: longer texts say something else.
const LONGEST: usize = 80;

/// Reads a date in any of the usual notations, or from one to another.
pub(super) fn date(
    text: &str,
    is_start: bool,
    order: Option<DayMonthOrder>,
    year: Option<u32>,
) -> ParsedDate {
    if text.chars().count() > LONGEST {
        return ParsedDate::Nothing;
    }
    let text = plain_date(text);
    if let Some((weekday, day)) = weekday(&text) {
        return single(day, is_start, weekday_order(day, weekday).or(order), year);
    }
    let said = single(&text, is_start, order, year);
    let said = if said == ParsedDate::Nothing { week(&text, year) } else { said };
    if said == ParsedDate::Nothing { range(&text, order, year) } else { said }
}

/// The day that a spreadsheet means by such a number: they count from the last day but one of 1899.
pub(super) fn serial(text: &str) -> Option<Day> {
    let number: u64 = text
        .split('.')
        .next()?
        .parse()
        .ok()
        .filter(|_| text.bytes().all(|b| b.is_ascii_digit() || b == b'.'))?;
    let first = Day::from_ymd_opt(1899, 12, 30)?;
    // 1927 to 2173: neither a year, nor another number that is likely in place of a date.
    (10_000..100_000)
        .contains(&number)
        .then(|| first.checked_add_days(chrono::Days::new(number)))
        .flatten()
}

/// Returns the probable meaning of a text in place of a date, as a question to the user.
pub(super) fn guess(
    text: &str,
    is_start: bool,
    order: Option<DayMonthOrder>,
    year: Option<u32>,
) -> Option<String> {
    let words = normalize(text);
    let bare: Vec<&str> =
        words.split(' ').filter(|word| meant("span", word) != Some("about")).collect();
    let is_middle = words.split(' ').any(|word| MIDDLE.contains(&word));
    let in_full = |date: String| if is_middle { middle(date) } else { date };
    // `Jan-24` is the month of a year rather than the day of a month.
    if let [name, short] = bare.as_slice()
        && let (Some(month), Some(year)) = (month(name), full_year(short))
    {
        return Some(in_full(format!("{year:04}-{month:0>2}")));
    }
    // Without a word taken away, only signs were: `1/2` is not `12`.
    if bare.len() == words.split(' ').count() {
        return None;
    }
    match date(&bare.join(" "), is_start, order, year) {
        ParsedDate::Date(date) => Some(in_full(date)),
        ParsedDate::Range(first, last) => Some(if is_start { first } else { last }),
        _ => None,
    }
}

/// Words for the middle of a year or a month.
const MIDDLE: [&str; 7] = ["mid", "middle", "mi", "mediados", "meados", "середина", "منتصف"];

/// The day in the middle of a year or a month; other dates are as they were.
fn middle(date: String) -> String {
    match date.len() {
        4 => date + "-06-30",
        7 if !date.contains(['Q', 'H']) => date + "-15",
        _ => date,
    }
}

#[cfg(test)]
mod tests;
