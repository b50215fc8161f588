//! Dates as people type them on a command line: the format's own forms, and words that count from a
//! day.

use chrono::{Datelike, Days, Months, Weekday};

use super::aliases;
use crate::diagnostic::{Message, message};
use crate::model::{DateError, DateSpan, Day};

/// A date as it was typed, and its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypedDate {
    /// The date in a form of the format, unless it was typed in words.
    own: Option<DateSpan>,
    first: Day,
    last: Day,
}

/// The reason why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotADate {
    /// Two days, or more, that the text can mean.
    Ambiguous(Vec<Day>),
    /// The problem, or the text to write instead.
    Wrong(Message),
}

/// The forms of a date.
fn forms() -> Message {
    message!(
        "date.forms",
        "a date is a day such as 2024-06-30, a span (2024-06, 2024-Q2, 2024-H1, 2024), today, \
        tomorrow, yesterday, a weekday, +3d, -2w, +1m, 2024-W26 or 30 June"
    )
}

impl TypedDate {
    /// Reads a date that counts from a day: `2024-06-30`, `2024-Q2`, `today`, `friday`, `+2w`,
    /// `2024-W26`, `30 June`.
    ///
    /// A weekday is the next one, never the day itself. A day without a year is in the year of
    /// `from`.
    ///
    /// # Errors
    /// If the text is not a date, is outside the years 1900 to 2999, or can be read in two ways.
    pub fn parse(text: &str, from: Day) -> Result<Self, NotADate> {
        let text = text.trim();
        match DateSpan::parse(text) {
            Ok(own) => {
                return Ok(TypedDate { own: Some(own), first: own.first(), last: own.last() });
            }
            Err(DateError::NoSuchDay) => return Err(not_in_the_calendar()),
            Err(DateError::Year) => return Err(bad_year()),
            Err(DateError::Form) => {}
        }
        let lower = text.to_lowercase();
        let (first, last) = match lower.as_str() {
            "today" => (from, from),
            "yesterday" | "tomorrow" => {
                same(moved(from, if lower == "tomorrow" { 1 } else { -1 }, "d")?)
            }
            _ => {
                let found = weekday(&lower, from)
                    .or_else(|| offset(&lower, from))
                    .or_else(|| week(&lower))
                    .or_else(|| day_and_month(&lower, from));
                found.unwrap_or_else(|| Err(unknown(text, &lower, from)))?
            }
        };
        let is_known = |day: Day| (1900..=2999).contains(&day.year());
        if is_known(first) && is_known(last) {
            Ok(TypedDate { own: None, first, last })
        } else {
            Err(bad_year())
        }
    }

    /// The first day: the meaning of a start.
    pub fn first(self) -> Day {
        self.first
    }

    /// The last day: the meaning of every other date.
    pub fn last(self) -> Day {
        self.last
    }

    /// Whether it is in a form of the format, so that no words had to be understood.
    pub fn is_plain(self) -> bool {
        self.own.is_some()
    }

    /// The date as the format writes it; of a week its first day for a start, its last day
    /// otherwise.
    pub fn written(self, is_start: bool) -> String {
        match self.own {
            Some(own) => own.to_string(),
            None => if is_start { self.first } else { self.last }.to_string(),
        }
    }
}

impl NotADate {
    /// Returns the reason, and the text to write instead.
    pub fn why(&self) -> Message {
        let long = |day: &Day| format!("{} {}", day.day(), day.format("%B %Y"));
        match self {
            NotADate::Wrong(why) => why.clone(),
            NotADate::Ambiguous(days) => match days.as_slice() {
                [one, other, ..] => message!(
                    "date.two-readings",
                    "it can be read in two ways; write {one} ({one_long}) or {other} ({other_long})",
                    one = *one,
                    one_long = long(one),
                    other = *other,
                    other_long = long(other)
                ),
                [one] => message!(
                    "date.unclear-reading",
                    "it can be read in two ways; write {day} ({long})",
                    day = *one,
                    long = long(one)
                ),
                [] => forms(),
            },
        }
    }
}

type DateMatch = Option<Result<(Day, Day), NotADate>>;

fn not_in_the_calendar() -> NotADate {
    NotADate::Wrong(message!("date.not-in-calendar", "it is not in the calendar"))
}

fn bad_year() -> NotADate {
    NotADate::Wrong(message!("date.years", "years go from 1900 to 2999"))
}

fn same(day: Day) -> (Day, Day) {
    (day, day)
}

/// Reads a weekday after a day. `next friday` is ambiguous: this week's or next week's.
fn weekday(text: &str, from: Day) -> DateMatch {
    let (is_next, name) =
        text.strip_prefix("next ").map_or((false, text), |name| (true, name.trim()));
    let name = match name {
        "tues" => "tue",
        "thur" | "thurs" => "thu",
        name => name,
    };
    let weekday: Weekday = name.parse().ok()?;
    let ahead = i64::from(
        (weekday.num_days_from_monday() + 7 - from.weekday().num_days_from_monday() - 1) % 7 + 1,
    );
    let day = |more: i64| moved(from, ahead + more, "d");
    Some(match (day(0), day(7)) {
        (Ok(this), Ok(next)) if is_next => Err(NotADate::Ambiguous(vec![this, next])),
        (day, _) => day.map(same),
    })
}

/// `+3d`, `-2w`, `+1m`, `+1y`
fn offset(text: &str, from: Day) -> DateMatch {
    let (sign, rest) = match (text.strip_prefix('+'), text.strip_prefix(['-', '−'])) {
        (Some(rest), _) => (1, rest),
        (_, Some(rest)) => (-1, rest),
        _ => return None,
    };
    let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = rest.strip_suffix(unit).filter(|digits| !digits.is_empty())?;
    if !matches!(unit, "d" | "w" | "m" | "y") {
        return Some(Err(NotADate::Wrong(message!(
            "date.distance",
            "a distance is a number of days, weeks, months or years: +3d, -2w, +1m, +1y"
        ))));
    }
    // A number that is too large here is also outside the calendar.
    let number = digits.parse::<u32>().map_or(i64::from(u32::MAX), i64::from);
    Some(moved(from, sign * number, unit).map(same))
}

fn moved(from: Day, number: i64, unit: &str) -> Result<Day, NotADate> {
    let many = |each: i64| number.unsigned_abs().saturating_mul(each.unsigned_abs());
    let months = |each: i64| Months::new(u32::try_from(many(each)).unwrap_or(u32::MAX));
    let is_back = number < 0;
    let day = match unit {
        "d" | "w" => {
            let days = Days::new(many(if unit == "w" { 7 } else { 1 }));
            if is_back { from.checked_sub_days(days) } else { from.checked_add_days(days) }
        }
        _ => {
            let months = months(if unit == "y" { 12 } else { 1 });
            if is_back { from.checked_sub_months(months) } else { from.checked_add_months(months) }
        }
    };
    day.ok_or_else(bad_year)
}

/// `2024-W26`: from Monday to Sunday.
fn week(text: &str) -> DateMatch {
    let (year, week) = text.split_once("-w")?;
    let digits =
        |text: &str, many: usize| text.len() == many && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(year, 4) || !digits(week, 2) {
        return None;
    }
    let (number, week): (i32, u32) = (year.parse().ok()?, week.parse().ok()?);
    let day = |weekday: Weekday| Day::from_isoywd_opt(number, week, weekday);
    let none = || {
        let last =
            if Day::from_isoywd_opt(number, 53, Weekday::Mon).is_some() { 53_u32 } else { 52 };
        NotADate::Wrong(message!(
            "date.weeks",
            "the weeks of {year} are {year}-W01 to {year}-W{last}",
            year,
            last
        ))
    };
    Some(day(Weekday::Mon).zip(day(Weekday::Sun)).ok_or_else(none))
}

/// `30 June`, `June 30`, `30 June 2024`, `June 30, 2024`, `June 2024`. Without a year it is that of
/// `from`.
fn day_and_month(text: &str, from: Day) -> DateMatch {
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '-');
    let words: Vec<&str> = text
        .split(is_between)
        .filter(|word| !word.is_empty() && !matches!(*word, "of" | "the"))
        .collect();
    let (day, month, year) = match *words.as_slice() {
        [a, b] => match (day_number(a), month(b), month(a), day_number(b), year(b)) {
            (Some(day), Some(month), ..) => (Some(day), month, from.year()),
            // Spreadsheets write a month and its year as `Jan-24`.
            (_, _, Some(month), Some(day @ 1..), _) if text.contains('-') => {
                return Some(month_or_day(month, day, from));
            }
            (_, _, Some(month), Some(day), _) => (Some(day), month, from.year()),
            (_, _, Some(month), _, Some(year)) => (None, month, year),
            _ => return None,
        },
        [a, b, c] => match (day_number(a), month(b), month(a), day_number(b)) {
            (Some(day), Some(month), ..) | (_, _, Some(month), Some(day)) => {
                (Some(day), month, year(c)?)
            }
            _ => return None,
        },
        _ => return None,
    };
    let first = Day::from_ymd_opt(year, month, day.unwrap_or(1));
    let last = match day {
        Some(_) => first,
        None => first.and_then(|first| first.checked_add_months(Months::new(1))?.pred_opt()),
    };
    Some(first.zip(last).ok_or_else(not_in_the_calendar))
}

/// `Jan-24`: 24 January, or January 2024.
fn month_or_day(month: u32, number: u32, from: Day) -> Result<(Day, Day), NotADate> {
    let day = Day::from_ymd_opt(from.year(), month, number);
    let of_year =
        i32::try_from(2000 + number).ok().and_then(|year| Day::from_ymd_opt(year, month, 1));
    let days: Vec<Day> = day.into_iter().chain(of_year).collect();
    if days.is_empty() { Err(not_in_the_calendar()) } else { Err(NotADate::Ambiguous(days)) }
}

fn month(word: &str) -> Option<u32> {
    let word = if word == "sept" { "sep" } else { word };
    word.parse::<chrono::Month>().ok().map(|month| month.number_from_month())
}

fn year(word: &str) -> Option<i32> {
    word.parse().ok().filter(|_| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))
}

/// `30`, `30th`
fn day_number(word: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word);
    digits
        .parse()
        .ok()
        .filter(|_| (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// Returns the message for a text that is not a date: its two readings, the form that was probably
/// meant, or all forms.
fn unknown(text: &str, lower: &str, from: Day) -> NotADate {
    let readings = readings(text, from);
    let upper = lower.to_uppercase();
    let did_you_mean = |meant: String| {
        NotADate::Wrong(message!("date.did-you-mean", "did you mean {date}?", date = meant))
    };
    match (readings.as_slice(), DateSpan::parse(&upper)) {
        ([one], _) => did_you_mean(one.to_string()),
        ([_, _, ..], _) => NotADate::Ambiguous(readings),
        (_, Ok(meant)) => did_you_mean(meant.to_string()),
        _ => aliases::date(text).map_or_else(|| NotADate::Wrong(forms()), did_you_mean),
    }
}

/// The days that two or three numbers can mean, in any order that people write them in. Without a
/// year it is that of `from`.
fn readings(text: &str, from: Day) -> Vec<Day> {
    let parts: Vec<&str> =
        text.split(['/', '.', '-', ' ']).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| {
        part.parse::<u32>()
            .ok()
            .filter(|_| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let Some(numbers) = parts.iter().map(|part| number(part)).collect::<Option<Vec<u32>>>() else {
        return Vec::new();
    };
    let full = |year: u32| if year < 100 { 2000 + year } else { year };
    let orders = match (numbers.as_slice(), from.year_ce().1) {
        (&[a, b], year) => vec![(year, b, a), (year, a, b)],
        (&[a, b, c], _) if a >= 1000 => vec![(a, b, c), (a, c, b)],
        // A year of two digits can also come first, if the first number is not a month.
        (&[a, b, c], _) if a > 12 && c < 100 => vec![(full(c), b, a), (full(a), b, c)],
        (&[a, b, c], _) => vec![(full(c), b, a), (full(c), a, b)],
        _ => Vec::new(),
    };
    let mut days: Vec<Day> = Vec::new();
    for (year, month, day) in orders {
        let day = i32::try_from(year)
            .ok()
            .filter(|year| (1900..=2999).contains(year))
            .and_then(|year| Day::from_ymd_opt(year, month, day));
        days.extend(day.filter(|day| !days.contains(day)));
    }
    // The order year, day, month is not used: `2024/6/3` is read as year, month, day.
    days.truncate(if numbers.first().is_some_and(|&first| first >= 1000) { 1 } else { 2 });
    days
}

#[cfg(test)]
mod tests;
