//! Decoded scalars that keep their type.

use std::hash::{Hash, Hasher};
use std::ops::Deref;

/// A decoded scalar, and whether other YAML readers may read it as a number, a day or another type.
#[derive(Clone, Debug)]
pub struct ScalarText {
    text: String,
    is_plain: bool,
}

impl ScalarText {
    /// A text that each reader is to take for a text.
    pub fn quoted(text: impl Into<String>) -> Self {
        ScalarText { text: text.into(), is_plain: false }
    }

    /// A number or a day, or a word as someone has written it without quotes: it is written so
    /// again, where it can be.
    pub fn plain(text: impl Into<String>) -> Self {
        ScalarText { text: text.into(), is_plain: true }
    }

    /// Whether the text is written without quotes, however others read it.
    pub fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Puts another text in its place, of the same kind.
    pub(super) fn put(&mut self, text: String) {
        self.text = text;
    }
}

impl From<String> for ScalarText {
    fn from(text: String) -> Self {
        ScalarText::quoted(text)
    }
}

impl From<&str> for ScalarText {
    fn from(text: &str) -> Self {
        ScalarText::quoted(text)
    }
}

impl Deref for ScalarText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl PartialEq for ScalarText {
    /// Whether two texts are equal, in any notation.
    fn eq(&self, other: &ScalarText) -> bool {
        self.text == other.text
    }
}

impl Eq for ScalarText {}

impl Hash for ScalarText {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.text.hash(hasher);
    }
}
