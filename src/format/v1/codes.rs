//! Reads codes for IATI.

use super::quoted::shortened;
use super::reader::{Fields, Reader};
use crate::diagnostic::{keep_one_of_the_two, message};
use crate::format::keys::{
    IATI, IATI_DEFAULTS, IatiDefaultsKey, IatiKey, REPORTING_ORG, ReportingOrgKey, ValueKind,
};
use crate::format::yaml::Node;
use crate::model::{IatiCodes, IatiDefaults, IntoStatic, Text};
use crate::text::Spanned;

impl<'d> Reader<'d> {
    /// Reads a text of its key's form.
    pub(super) fn form<'s>(
        &mut self,
        fields: &Fields<'d, 's>,
        key: impl Into<usize>,
    ) -> Option<Spanned<Text<'s>>> {
        self.first(fields, key, |reader, key, node| {
            let ValueKind::Form(form) = key.takes else { return None };
            let text = reader.checked_text(key, node, true)?;
            if (form.is_valid)(&text) {
                return Some(text);
            }
            if reader.unseen(node, form.is_valid) {
                return None;
            }
            let message = message!(
                "invalid-value.form",
                "`{value}` is not {wanted}",
                value = shortened(&text),
                wanted = (form.wants)()
            );
            reader.invalid(node, message, None);
            None
        })
    }

    /// Reads a list of its key's words, each at most once.
    pub(super) fn words<T: PartialEq>(
        &mut self,
        fields: &Fields<'d, '_>,
        key: impl Into<usize>,
        parse: fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let mut words: Vec<T> = Vec::new();
        for (key, node) in fields.all(key) {
            for item in self.items(key, node).unwrap_or_default() {
                let Some(word) =
                    self.list_item(key, item).and_then(|item| self.one_word(key, item, parse))
                else {
                    continue;
                };
                if words.contains(&word.value) {
                    let message = message!(
                        "invalid-value.word-twice",
                        "`{word}` is in `{key}` twice",
                        word = item.as_str(),
                        key = key.name
                    );
                    self.invalid(item, message, Some(keep_one_of_the_two()));
                } else {
                    words.push(word.value);
                }
            }
        }
        words
    }

    /// Reads the codes of an activity; `None` if there are none.
    pub(super) fn iati<'s>(
        &mut self,
        fields: &Fields<'d, 's>,
        key: impl Into<usize>,
    ) -> Option<IatiCodes<'s>> {
        self.first(fields, key, |reader, _, node| {
            let f = reader.fields(node, &IATI)?;
            let codes = IatiCodes {
                sector: reader.form(&f, IatiKey::Sector),
                country: reader.form(&f, IatiKey::Country),
                region: reader.form(&f, IatiKey::Region),
                language: reader.form(&f, IatiKey::Language),
            };
            let IatiCodes { sector, country, region, language } = &codes;
            let says_any = [sector, country, region, language].into_iter().any(Option::is_some);
            says_any.then_some(codes)
        })
    }

    /// Reads the settings for every activity.
    pub(super) fn iati_defaults(&mut self, node: Node<'d, '_>) -> Option<IatiDefaults> {
        let f = self.fields(node, &IATI_DEFAULTS)?;
        let (reporting_ref, reporting_type) = self
            .first(&f, IatiDefaultsKey::ReportingOrg, |reader, _, node| {
                let f = reader.fields(node, &REPORTING_ORG)?;
                Some((
                    reader.form(&f, ReportingOrgKey::Ref).own(),
                    reader.form(&f, ReportingOrgKey::Type).own(),
                ))
            })
            .unwrap_or_default();
        let codes = IatiCodes {
            sector: self.form(&f, IatiDefaultsKey::Sector),
            country: self.form(&f, IatiDefaultsKey::Country),
            region: self.form(&f, IatiDefaultsKey::Region),
            language: self.form(&f, IatiDefaultsKey::Language),
        };
        Some(IatiDefaults { reporting_ref, reporting_type, codes: codes.own() })
    }
}
