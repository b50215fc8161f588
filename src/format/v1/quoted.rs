//! Quotes a value in a message.

use std::borrow::Cow;

use crate::text::clean_line;

/// How much of a wrong value a message quotes.
const QUOTED: usize = 60;

/// A value on one line, not too long.
pub(super) fn shortened(text: &str) -> Cow<'_, str> {
    let text = clean_line(text.trim());
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or(""))),
        None => text,
    }
}
