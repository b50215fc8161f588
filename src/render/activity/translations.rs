//! Translations of texts, in words and for scripts.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::model::{TranslatedText, Translation, Translations};
use crate::render::toolkit::shape::texts;
use crate::render::words;
use crate::text::clean_line;

/// The texts of one mapping in other languages: `{fr: {title: …}}`.
pub(crate) struct TranslationsShape<'a>(&'a Translations<'a>);

impl<'a> TranslationsShape<'a> {
    /// None where there are none.
    pub(crate) fn new(translations: &'a Translations<'a>) -> Option<Self> {
        (!translations.is_empty()).then_some(TranslationsShape(translations))
    }
}

impl Serialize for TranslationsShape<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer
            .collect_map(self.0.all.iter().map(|one| (one.language.as_str(), TextsShape(one))))
    }
}

struct TextsShape<'a>(&'a Translation<'a>);

impl Serialize for TextsShape<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for text in &self.0.texts {
            match text.texts.first() {
                Some(one) if !text.is_list => map.serialize_entry(text.key, &*one.value)?,
                _ => map.serialize_entry(text.key, &texts(&text.texts))?,
            }
        }
        map.end()
    }
}

/// A line for each text: `fr, title: …`.
pub(crate) fn lines(translations: &Translations<'_>) -> Vec<String> {
    let line = |one: &Translation<'_>, text: &TranslatedText<'_>| {
        let texts: Vec<String> = texts(&text.texts)
            .into_iter()
            .map(|text| clean_line(text.trim()).into_owned())
            .collect();
        let key = words::key(text.key);
        format!("{}, {key}: {}", one.language.as_str(), texts.join("; "))
    };
    translations
        .all
        .iter()
        .flat_map(|one| one.texts.iter().map(move |text| line(one, text)))
        .collect()
}
