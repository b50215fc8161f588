//! Days and months in short, as answers show them.

use chrono::{Datelike, NaiveDate};

use super::message::{Message, message};

/// Writes a day briefly: `15 Sep 2024`.
pub(crate) fn short_day(day: NaiveDate) -> Message {
    let (month, year) = (short_month(day), i64::from(day.year()));
    message!("date.short", "{day} {month} {year}", day = day.day(), month, year)
}

/// Writes a day of a year that is known: `15 Sep`.
pub(crate) fn day_of_year(day: NaiveDate) -> Message {
    message!("date.day-of-year", "{day} {month}", day = day.day(), month = short_month(day))
}

/// Writes the month of a day: `Sep`.
pub(crate) fn short_month(day: NaiveDate) -> Message {
    match day.month() {
        1 => message!("date.jan", "Jan"),
        2 => message!("date.feb", "Feb"),
        3 => message!("date.mar", "Mar"),
        4 => message!("date.apr", "Apr"),
        5 => message!("date.may-short", "May"),
        6 => message!("date.jun", "Jun"),
        7 => message!("date.jul", "Jul"),
        8 => message!("date.aug", "Aug"),
        9 => message!("date.sep", "Sep"),
        10 => message!("date.oct", "Oct"),
        11 => message!("date.nov", "Nov"),
        _ => message!("date.dec", "Dec"),
    }
}
