//! A cell as it was read from a workbook or a CSV file.

use crate::model::Day;

/// What stands in a cell of somebody's workbook.
#[derive(Clone, Debug, PartialEq)]
pub enum RawCell {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day, or a moment of it.
    Day(Day),
    /// Something that is no value, in words.
    Odd(String),
}

impl RawCell {
    /// What it says, where it is a text.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            RawCell::Text(text) => Some(text),
            _ => None,
        }
    }
}
