//! Dates of numbers, such as `03/04/2024`: which number is the day, and which is the month.

use chrono::Datelike;

use crate::model::Day;

/// The order of day and month in dates such as `03/04/2024`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayMonthOrder {
    /// 3 April.
    DayFirst,
    /// 4 March.
    MonthFirst,
}

/// The date in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ParsedDate {
    /// A date in the notation of the format.
    Date(String),
    /// A range of two dates in the notation of the format.
    Range(String, String),
    /// Either day or month may come first.
    Unclear,
    /// A part of a year, and which year is not said.
    NoYear,
    /// No date.
    Nothing,
}

/// Returns the order that a weekday shows: it fits one order of day and month only.
pub(super) fn weekday_order(text: &str, weekday: u32) -> Option<DayMonthOrder> {
    let (a, b, year) = numbers(text)?;
    let fits = |day: u32, month: u32| {
        let day = Day::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        Some(day.weekday().number_from_monday() == weekday)
    };
    match (fits(a, b) == Some(true), fits(b, a) == Some(true)) {
        (true, false) => Some(DayMonthOrder::DayFirst),
        (false, true) => Some(DayMonthOrder::MonthFirst),
        _ => None,
    }
}

/// Returns the order that a text without a weekday shows.
pub(super) fn order(text: &str) -> Option<DayMonthOrder> {
    let Some((a, b, _)) = numbers(text) else {
        return match day_and_month(text)? {
            (13..=31, 1..=12) => Some(DayMonthOrder::DayFirst),
            // `10/22` may also be the month of a year.
            (1..=12, 13..=19) => Some(DayMonthOrder::MonthFirst),
            _ => None,
        };
    };
    match (a, b) {
        (13..=31, 1..=12) => Some(DayMonthOrder::DayFirst),
        (1..=12, 13..=31) => Some(DayMonthOrder::MonthFirst),
        _ => None,
    }
}

/// `a/b/year` with one of the usual signs between: `15-17.06` is something else.
pub(super) fn numbers(text: &str) -> Option<(u32, u32, u32)> {
    let sign = text.chars().find(|c| matches!(c, '/' | '.' | '-')).unwrap_or(' ');
    let parts: Vec<&str> =
        text.split(sign).map(str::trim).filter(|part| !part.is_empty()).collect();
    let &[a, b, c] = parts.as_slice() else { return None };
    let all = [a, b, c].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let is_right = all && a.len() <= 2 && b.len() <= 2 && matches!(c.len(), 2 | 4);
    is_right.then_some(())?;
    Some((a.parse().ok()?, b.parse().ok()?, full_year(c)?))
}

/// `22/10`, `22.10.`: two numbers, of which one may be a day and the other one its month.
pub(super) fn day_and_month(text: &str) -> Option<(u32, u32)> {
    let text = text.trim();
    let (bare, sign) = match text.strip_suffix('.') {
        Some(bare) => (bare, '.'),
        None => (text, if text.contains('/') { '/' } else { '.' }),
    };
    let (a, b) = bare.split_once(sign)?;
    let (a, b) = (a.trim(), b.trim());
    let is_number =
        |part: &str| matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit());
    // `1.5` is a number.
    let is_right = is_number(a) && is_number(b) && (sign == '/' || b.len() == 2 || text != bare);
    is_right.then_some(())?;
    Some((a.parse().ok()?, b.parse().ok()?))
}

pub(super) fn full_year(text: &str) -> Option<u32> {
    let text = text.trim_start_matches(['\'', '’']);
    let number: u32 = text.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()))?;
    match text.len() {
        2 => Some(2000 + number),
        4 if (1900..=2999).contains(&number) => Some(number),
        _ => None,
    }
}
