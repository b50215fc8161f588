//! Numbers and days in words.

use crate::analysis::{Percent, Rating};
pub(crate) use crate::model::long_day;
use crate::model::{Day, Decimal};
use crate::render::toolkit::terminal::Tone;

/// `3 days`, `1 day`
pub(crate) fn count(number: impl TryInto<i64>, one: &str, many: &str) -> String {
    match number.try_into().unwrap_or(i64::MAX) {
        1 => format!("1 {one}"),
        number => format!("{number} {many}"),
    }
}

/// With a capital at the beginning.
pub(crate) fn capitalized(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// `15 Sep 2024`
pub(crate) fn short_day(day: Day) -> String {
    day.format("%-d %b %Y").to_string()
}

/// `94%`, or `-` where there is nothing to take a share of.
pub(crate) fn percent(percent: Option<Percent>) -> String {
    percent.map_or_else(|| "-".to_owned(), |percent| format!("{}%", percent.whole()))
}

/// A rating, or why there is none; nothing where there is nothing to rate.
pub(crate) fn rating_words(rating: Option<Rating>, expected: Option<Percent>) -> &'static str {
    match (rating, expected) {
        (Some(rating), _) => rating.label(),
        (None, Some(_)) => "too early to rate",
        (None, None) => "",
    }
}

/// A number that is good news at 0.
pub(crate) fn bad_count(number: u64) -> crate::render::toolkit::grid::GridCell {
    match number {
        0 => crate::render::toolkit::grid::GridCell::toned("-", Tone::Faint),
        _ => crate::render::toolkit::grid::GridCell::toned(number.to_string(), Tone::Bad),
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
