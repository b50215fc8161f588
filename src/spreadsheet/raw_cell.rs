//! A cell as it was read from a workbook or a CSV file.

use crate::diagnostic::Message;
use crate::model::Day;

/// The content of a cell in a foreign workbook.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum RawCell {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day, or a moment of it.
    Day(Day),
    /// A content that is not a value, in words.
    Odd(Message),
}

impl RawCell {
    /// Returns the text, if the content is text.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            RawCell::Text(text) => Some(text),
            _ => None,
        }
    }
}
