//! Where a key is named at the bottom of the screen.

use std::ops::Range;

use crossterm::event::KeyCode;

/// Where a key is named at the bottom of the screen: a click there is the key.
pub(super) struct KeyPlace {
    pub row: u16,
    pub columns: Range<usize>,
    pub key: &'static str,
}

impl KeyPlace {
    /// Returns the key, if it is a single one.
    pub(super) fn code(&self) -> Option<KeyCode> {
        let mut chars = self.key.chars();
        match (self.key, chars.next(), chars.next()) {
            ("Enter", ..) => Some(KeyCode::Enter),
            ("Esc", ..) => Some(KeyCode::Esc),
            ("Del", ..) => Some(KeyCode::Delete),
            (_, Some(c), None) => Some(KeyCode::Char(c)),
            _ => None,
        }
    }
}
