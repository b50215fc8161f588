//! Numbers and days in words.

use unicode_width::UnicodeWidthStr;

use crate::analysis::Percent;
pub(crate) use crate::diagnostic::short_days::{day_of_year, short_day};
use crate::diagnostic::{Argument, Message, message};
pub(crate) use crate::diagnostic::{address_left_out, long_day};
use crate::model::Decimal;
use crate::render::toolkit::grid::GridCell;
use crate::render::toolkit::terminal::Tone;

/// `3 days`, `1 day`
pub(crate) fn days(days: i64) -> Message {
    message!("word.days", "{days#1 day|# days}", days)
}

/// `today`, `1 day`, `12 days`
pub(crate) fn days_or_today(number: i64) -> Message {
    if number == 0 { message!("word.today", "today") } else { days(number) }
}

/// `3 activities`, `1 activity`
pub(crate) fn activities(number: impl Into<Argument>) -> Message {
    message!("word.activities", "{number#1 activity|# activities}", number)
}

/// `11 of 30`
pub(crate) fn part_of(part: impl Into<Argument>, all: impl Into<Argument>) -> Message {
    message!("word.part-of", "{part} of {all}", part, all)
}

/// `11 of 30 (37%)`
pub(crate) fn part_and_rate(
    part: impl Into<Argument>,
    all: impl Into<Argument>,
    rate: impl Into<Argument>,
) -> Message {
    message!("word.part-and-rate", "{part} of {all} ({rate})", part, all, rate)
}

/// `and 3 more`
pub(crate) fn and_more(more: usize) -> Message {
    message!("word.and-more", "and {more} more", more)
}

/// Names, and how many more there are: `ILO, WHO and 3 more`.
pub(crate) fn names_and_more(names: String, more: usize) -> String {
    match more {
        0 => names,
        _ => message!("word.names-and-more", "{names} and {more} more", names, more).to_string(),
    }
}

/// `yes` or `no`
pub(crate) fn yes_or_no(is: bool) -> Message {
    if is { message!("word.yes", "yes") } else { message!("word.no", "no") }
}

/// With a capital at the beginning.
pub(crate) fn capitalized(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// With blanks behind it, up to so many columns of the terminal.
pub(crate) fn padded(words: &str, width: usize) -> String {
    format!("{words}{}", " ".repeat(width.saturating_sub(words.width())))
}

/// `94%`, or `-` where there is nothing to take a share of.
pub(crate) fn percent(percent: Option<Percent>) -> String {
    percent.map_or_else(|| "-".to_owned(), |percent| percentage(percent.whole()).to_string())
}

/// `94%`
pub(crate) fn percentage(number: impl Into<Argument>) -> Message {
    message!("word.percent", "{number}%", number)
}

/// A number that is good news at 0.
pub(crate) fn bad_count(number: u64) -> GridCell {
    match number {
        0 => GridCell::toned("-", Tone::Faint),
        _ => GridCell::toned(number.to_string(), Tone::Bad),
    }
}

/// A bar of so many columns; with a mark where it should be. Eighths of a column, so that small
/// steps can be seen.
pub(crate) fn bar(value: Option<Percent>, mark: Option<Percent>, width: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths_of = |percent: Option<Percent>| {
        percent.map_or(0, |percent| (percent.tenths().clamp(0, 1000) as usize * width * 8) / 1000)
    };
    let filled = eighths_of(value);
    let mark = mark.map(|mark| {
        (mark.tenths().clamp(0, 1000) as usize * width / 1000).min(width.saturating_sub(1))
    });
    (0..width)
        .map(|at| match filled.saturating_sub(at * 8) {
            _ if mark == Some(at) => "│",
            8.. => "█",
            part => EIGHTHS.get(part).copied().filter(|eighth| !eighth.is_empty()).unwrap_or("·"),
        })
        .collect()
}

/// `1 250 000`, so that a sum can be read.
pub(crate) fn grouped(amount: Decimal) -> String {
    let text = amount.to_string();
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut out = String::new();
    for (at, c) in whole.char_indices() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(' ');
        }
        out.push(c);
    }
    out + rest
}
