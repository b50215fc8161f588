//! Weeks of the ISO calendar, such as `W23 2025` or `semaine 23`.

use chrono::{Days, NaiveDate, Weekday};

use super::date_order::{ParsedDate, full_year};
use super::folding::normalize;
use super::vocabulary::meant;
use crate::model::Day;

/// Reads a week, or from one week to another, as its first and last day.
pub(super) fn week(text: &str, default_year: Option<u32>) -> ParsedDate {
    let folded = normalize(text);
    let (mut weeks, mut year) = (Vec::new(), None);
    let mut words = folded.split(' ').peekable();
    while let Some(word) = words.next() {
        let next = words.peek().copied();
        if let Some(week) = numbered(word) {
            weeks.push(week);
        } else if is_unit(word)
            && let Some(week) = next.and_then(number)
        {
            words.next();
            weeks.push(week);
        } else if let Some(week) = number(word).filter(|_| next.is_some_and(is_unit)) {
            words.next();
            weeks.push(week);
        } else if word.len() == 4 && year.is_none() && full_year(word).is_some() {
            year = full_year(word);
        } else if !matches!(word, "of" | "the" | "de" | "to" | "in" | "no" | "n" | "года" | "г")
        {
            return ParsedDate::Nothing;
        }
    }
    let (first, last) = match weeks.as_slice() {
        [week] => (*week, *week),
        [first, last] if first < last && text.contains(['-', '–', '—', 't']) => (*first, *last),
        _ => return ParsedDate::Nothing,
    };
    let Some(year) = year.or(default_year) else { return ParsedDate::NoYear };
    match days_of(year, first).zip(days_of(year, last)) {
        Some(((first, _), (_, last))) => ParsedDate::Range(first.to_string(), last.to_string()),
        None => ParsedDate::Nothing,
    }
}

/// Returns the first and the last day of an ISO week.
pub(super) fn days_of(year: u32, week: u32) -> Option<(Day, Day)> {
    let first = NaiveDate::from_isoywd_opt(i32::try_from(year).ok()?, week, Weekday::Mon)?;
    Some((first, first.checked_add_days(Days::new(6))?))
}

/// `w23`, `wk23`, `week23`
pub(super) fn numbered(word: &str) -> Option<u32> {
    let at = word.find(|c: char| c.is_ascii_digit())?;
    let (unit, digits) = word.split_at_checked(at)?;
    (unit == "w" || is_unit(unit)).then(|| number(digits)).flatten()
}

pub(super) fn is_unit(word: &str) -> bool {
    word == "w" || meant("unit", word) == Some("W")
}

fn number(word: &str) -> Option<u32> {
    let is_number = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|number| is_number && (1..=53).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_those_of_the_iso_calendar() {
        let range = |first: &str, last: &str| ParsedDate::Range(first.to_owned(), last.to_owned());
        for (text, is) in [
            ("W23 2025", range("2025-06-02", "2025-06-08")),
            ("2025-W23", range("2025-06-02", "2025-06-08")),
            ("Week 23", range("2025-06-02", "2025-06-08")),
            ("W1", range("2024-12-30", "2025-01-05")),
            ("semaine 23", range("2025-06-02", "2025-06-08")),
            ("semana 23 de 2026", range("2026-06-01", "2026-06-07")),
            ("23 неделя", range("2025-06-02", "2025-06-08")),
            ("W23-W24", range("2025-06-02", "2025-06-15")),
            ("W53 2026", range("2026-12-28", "2027-01-03")),
            ("W53 2025", ParsedDate::Nothing),
            ("W54", ParsedDate::Nothing),
            ("23", ParsedDate::Nothing),
            ("2025", ParsedDate::Nothing),
            ("weekly", ParsedDate::Nothing),
            ("", ParsedDate::Nothing),
        ] {
            assert_eq!(week(text, Some(2025)), is, "{text}");
        }
        assert_eq!(week("W23", None), ParsedDate::NoYear);
    }
}
