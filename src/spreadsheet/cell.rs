//! A cell of an exported sheet.

use crate::model::{Day, Decimal};

/// The content of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetCell {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A day.
    Day(Day),
    /// A number.
    Number(Decimal),
}

impl SheetCell {
    /// Returns the content as text, as the state of an exported workbook keeps it and comparisons
    /// use it.
    pub fn plain(&self) -> String {
        match self {
            SheetCell::Empty => String::new(),
            SheetCell::Text(text) => shortened(text),
            SheetCell::Day(day) => day.to_string(),
            SheetCell::Number(number) => number.to_string(),
        }
    }
}

/// The most characters of a cell.
pub(super) const MOST_CHARS: usize = 32_767;

/// The part of a text that fits in a cell.
pub fn shortened(text: &str) -> String {
    // Two characters that YAML lets through are none in a workbook.
    let text = text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    // A character outside of the first plane counts twice there.
    if text.len() <= MOST_CHARS || text.encode_utf16().count() <= MOST_CHARS {
        return text;
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units < MOST_CHARS
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// Returns a line of the workbook's record of its export as JSON, in as many parts as cells are
/// needed.
pub fn kept_parts(cells: &[&str]) -> Vec<String> {
    // Texts have no form that JSON could not take.
    let line = serde_json::to_string(cells).unwrap_or_default();
    if line.len() <= MOST_CHARS {
        return vec![line];
    }
    let (mut parts, mut part, mut units) = (Vec::new(), String::new(), 0);
    for c in line.chars() {
        if units + c.len_utf16() > MOST_CHARS {
            parts.push(std::mem::take(&mut part));
            units = 0;
        }
        units += c.len_utf16();
        part.push(c);
    }
    parts.push(part);
    parts
}
