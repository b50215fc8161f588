//! The text of a cell, as a plan takes it.

use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::typed_value::plain_number;
use crate::spreadsheet::vocabulary::normalize;

/// The text of a cell.
pub(super) fn plain(cell: &RawCell) -> String {
    match cell {
        RawCell::Text(text) => without_controls(text),
        RawCell::Odd(what) => without_controls(&what.to_string()),
        RawCell::Number(number) => plain_number(*number).unwrap_or_else(|_| number.to_string()),
        RawCell::Day(day) => day.to_string(),
    }
}

/// Returns a text without control characters, which no plan can hold.
fn without_controls(text: &str) -> String {
    let is_kept = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    text.chars().filter(is_kept).collect()
}

/// The most bytes of a sign for nothing, with signs of other scripts around it.
const LONGEST_SIGN: usize = 24;

/// Whether a text is a sign for nothing, such as `-` or `N/A`.
pub(super) fn is_sign(text: &str) -> bool {
    let is_mark = |c: char| matches!(c, '-' | '–' | '—' | '.' | '…' | '/' | '_' | '*');
    // Longer texts are words, and most cells hold one.
    text.trim().chars().all(is_mark)
        || text.len() <= LONGEST_SIGN && matches!(normalize(text).as_str(), "n a" | "na")
}

/// Spaces and line breaks as one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
