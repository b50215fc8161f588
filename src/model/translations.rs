//! Texts in other languages.

use super::language::Language;
use super::text::Text;
use crate::text::Spanned;

/// The texts of one mapping in other languages, by code of language.
#[derive(Clone, Debug, Default)]
pub struct Translations<'s> {
    /// The translations, one for each language.
    pub all: Vec<Translation<'s>>,
    /// Whether a translation cannot be read: missing texts may then exist.
    pub is_doubtful: bool,
}

/// The texts in one language.
#[derive(Clone, Debug)]
pub struct Translation<'s> {
    /// The language.
    pub language: Language,
    /// The texts, in the format's order.
    pub texts: Vec<TranslatedText<'s>>,
}

/// A text, or a list of texts, in one language.
#[derive(Clone, Debug)]
pub struct TranslatedText<'s> {
    /// The key of the original: `title`.
    pub key: &'static str,
    /// The text; the items of a list. Never empty.
    pub texts: Vec<Spanned<Text<'s>>>,
    /// Whether the key takes a list of texts.
    pub is_list: bool,
}

impl<'s> Translations<'s> {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Returns the items of a list of texts in a language; `None` if the list is not translated.
    pub fn texts(&self, language: Language, key: &str) -> &[Spanned<Text<'s>>] {
        let translations = self.all.iter().filter(|translation| translation.language == language);
        let text =
            translations.flat_map(|translation| &translation.texts).find(|text| text.key == key);
        text.map_or(&[], |text| &text.texts)
    }

    /// Returns a text in a language.
    pub fn text(&self, language: Language, key: &str) -> Option<&Spanned<Text<'s>>> {
        self.texts(language, key).first()
    }

    /// Returns each translation of a text, with its language.
    pub fn of<'t>(&'t self, key: &'t str) -> impl Iterator<Item = (Language, &'t str)> {
        self.all
            .iter()
            .filter_map(move |one| Some((one.language, &*self.text(one.language, key)?.value)))
    }
}
