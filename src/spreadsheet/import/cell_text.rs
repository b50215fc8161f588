//! The text of a cell, as a plan takes it.

use std::borrow::Cow;

use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::typed_value::plain_number;
use crate::spreadsheet::vocabulary::normalize;

/// The text of a cell, without control characters, which no plan can hold.
pub(super) fn plain(cell: &RawCell) -> Cow<'_, str> {
    match cell {
        RawCell::Text(text) if !text.contains(is_control) => Cow::Borrowed(text),
        RawCell::Text(text) => without_controls(text).into(),
        RawCell::Odd(what) => without_controls(&what.to_string()).into(),
        RawCell::Number(number) => {
            plain_number(*number).unwrap_or_else(|_| number.to_string()).into()
        }
        RawCell::Day(day) => day.to_string().into(),
    }
}

fn without_controls(text: &str) -> String {
    text.replace(is_control, "")
}

/// Whether a character is a control character that no plan can hold.
pub(super) fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
}

/// The most bytes of a sign for nothing, with signs of other scripts around it.
const LONGEST_SIGN: usize = 24;

/// Whether a text is a sign for nothing, such as `-` or `N/A`.
pub(super) fn is_sign(text: &str) -> bool {
    let is_mark = |c: char| matches!(c, '-' | '–' | '—' | '.' | '…' | '/' | '_' | '*');
    // Longer texts are words, and most cells hold one.
    let is_short = || {
        let mut letters = text.chars().filter(|c| c.is_alphanumeric());
        text.len() <= LONGEST_SIGN
            && letters.by_ref().take(2).count() == 2
            && letters.next().is_none()
    };
    text.trim().chars().all(is_mark)
        || is_short() && matches!(normalize(text).as_str(), "n a" | "na")
}

/// Whether a cell holds a number, or a text of one with whatever signs between its digits.
pub(super) fn is_number_like(cell: &RawCell) -> bool {
    match cell {
        RawCell::Number(_) => true,
        cell => cell.text().is_some_and(|text| {
            text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic)
        }),
    }
}

/// Spaces and line breaks as one space.
pub(super) fn one_line(text: &str) -> String {
    let is_space = |c: char| c.is_whitespace();
    let is_one_line = !text.contains(|c| is_space(c) && c != ' ')
        && !text.contains("  ")
        && !text.starts_with(is_space)
        && !text.ends_with(is_space);
    match is_one_line {
        true => text.to_owned(),
        false => text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}
