//! Reads translations.

use super::reader::{Fields, Reader};
use crate::format::keys::{KeyTable, ValueKind};
use crate::format::yaml::Node;
use crate::model::{Language, TranslatedText, Translation, Translations};

impl<'d> Reader<'d> {
    /// Reads the texts of a mapping in other languages.
    pub(super) fn translations<'s>(
        &mut self,
        fields: &Fields<'d, 's>,
        key: impl Into<usize>,
    ) -> Translations<'s> {
        let (number, left_out) = (key.into(), self.left_out.values);
        let mut is_doubtful = fields.is_unknown(number);
        let all = self.first(fields, number, |reader, key, node| {
            let ValueKind::Mapping(languages) = key.takes else { return None };
            let f = reader.fields(node, languages)?;
            is_doubtful |= f.incomplete || f.has_misspelt_keys();
            let translations = languages.keys.iter().enumerate().filter_map(|(number, key)| {
                let texts = reader.first(&f, number, |reader, key, node| match key.takes {
                    ValueKind::Mapping(words) => {
                        reader.translated_texts(node, words, &mut is_doubtful)
                    }
                    _ => None,
                })?;
                Some(Translation { language: Language::parse(key.name)?, texts })
                    .filter(|translation| !translation.texts.is_empty())
            });
            Some(translations.collect())
        });
        Translations {
            all: all.unwrap_or_default(),
            is_doubtful: is_doubtful || self.left_out.values != left_out,
        }
    }

    fn translated_texts<'s>(
        &mut self,
        node: Node<'d, 's>,
        words: &'static KeyTable,
        is_doubtful: &mut bool,
    ) -> Option<Vec<TranslatedText<'s>>> {
        let f = self.fields(node, words)?;
        *is_doubtful |= f.incomplete || f.has_misspelt_keys();
        let texts = words.keys.iter().enumerate().map(|(number, key)| {
            let is_list = matches!(key.takes, ValueKind::Texts);
            let texts = if is_list {
                self.texts(&f, number)
            } else {
                self.text(&f, number).into_iter().collect()
            };
            TranslatedText { key: key.name, texts, is_list }
        });
        Some(texts.filter(|text| !text.texts.is_empty()).collect())
    }
}
