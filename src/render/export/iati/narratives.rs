//! Texts in several languages, as IATI has them.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::BytesText;

use crate::model::{Activity, Organization, Translations};
use crate::text::clean;

/// Where the elements are written.
pub(super) type XmlWriter<'o> = Writer<&'o mut dyn Write>;

/// Texts of an activity, in its own language and in others.
#[derive(Clone, Copy)]
pub(super) struct Narratives<'f> {
    /// The language of the activity, which its narratives need not repeat.
    pub own: Option<&'f str>,
    /// The language that the names of organizations are written in.
    pub group: Option<&'f str>,
}

impl Narratives<'_> {
    pub(super) fn plain(self, xml: &mut XmlWriter<'_>, text: &str) -> io::Result<()> {
        narrative(xml, text, None)
    }

    pub(super) fn of_title(
        self,
        xml: &mut XmlWriter<'_>,
        activity: &Activity<'_>,
    ) -> io::Result<()> {
        self.write(xml, &activity.title.value, &activity.translations, "title", self.own)
    }

    pub(super) fn of_organization(
        self,
        xml: &mut XmlWriter<'_>,
        organization: &Organization<'_>,
    ) -> io::Result<()> {
        self.write(xml, &organization.name.value, &organization.translations, "name", self.group)
    }

    /// A text in the language that it is written in, and its translations.
    pub(super) fn write(
        self,
        xml: &mut XmlWriter<'_>,
        text: &str,
        translations: &Translations<'_>,
        key: &str,
        written_in: Option<&str>,
    ) -> io::Result<()> {
        let unless_own =
            |language: Option<&str>| language.filter(|_| language != self.own).map(str::to_owned);
        narrative(xml, text, unless_own(written_in).as_deref())?;
        let mut others = translations.of(key).map(|(language, text)| (language.as_str(), text));
        others.try_for_each(|(language, text)| {
            if Some(language) == written_in {
                Ok(())
            } else {
                narrative(xml, text, unless_own(Some(language)).as_deref())
            }
        })
    }
}

fn narrative(xml: &mut XmlWriter<'_>, text: &str, language: Option<&str>) -> io::Result<()> {
    // Two characters that YAML lets through are none in XML.
    let text = clean(text.trim()).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    let element = xml
        .create_element("narrative")
        .with_attributes(language.map(|language| ("xml:lang", language)));
    element.write_text_content(BytesText::new(&text))?;
    Ok(())
}
