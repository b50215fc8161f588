//! Days and months in words.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

use super::message::{Message, message};

/// Writes a day for people: `15 September 2024`.
pub(crate) fn long_day(day: NaiveDate) -> Message {
    let month = match day.month() {
        1 => message!("date.january", "January"),
        2 => message!("date.february", "February"),
        3 => message!("date.march", "March"),
        4 => message!("date.april", "April"),
        5 => message!("date.may", "May"),
        6 => message!("date.june", "June"),
        7 => message!("date.july", "July"),
        8 => message!("date.august", "August"),
        9 => message!("date.september", "September"),
        10 => message!("date.october", "October"),
        11 => message!("date.november", "November"),
        _ => message!("date.december", "December"),
    };
    message!(
        "date.long",
        "{day} {month} {year}",
        day = day.day(),
        month,
        year = day.year().to_string()
    )
}

/// A moment for people, in its own zone: `2024-09-15 14:30`
pub(crate) fn minute(at: DateTime<FixedOffset>) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}
