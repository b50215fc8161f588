//! Words with styles, links and fields, which stand in one paragraph.

use std::borrow::Cow;

use super::direction::{Direction, of_paragraph, runs};
use super::ink::Ink;
use crate::diagnostic::Message;

/// Words in the order in which they are read.
#[derive(Clone, Default)]
pub(crate) struct Phrase(Vec<Words>);

#[derive(Clone)]
struct Words {
    text: String,
    /// A style of characters.
    style: Option<&'static str>,
    target: Option<Target>,
    /// A field, which the reader's program fills in; the text is there until then.
    field: Option<&'static str>,
    /// Whether it names what follows, whose direction the paragraph has.
    is_label: bool,
}

/// Where a link leads.
#[derive(Clone)]
enum Target {
    Web(String),
    Mark(String),
}

impl From<&str> for Phrase {
    fn from(text: &str) -> Self {
        Phrase::default().and(text)
    }
}

impl From<String> for Phrase {
    fn from(text: String) -> Self {
        Phrase::default().and(text)
    }
}

impl From<Cow<'_, str>> for Phrase {
    fn from(text: Cow<'_, str>) -> Self {
        Phrase::default().and(text)
    }
}

impl From<Message> for Phrase {
    fn from(text: Message) -> Self {
        Phrase::default().and(text)
    }
}

impl Phrase {
    /// Adds plain words.
    pub(crate) fn and(self, text: impl Into<String>) -> Self {
        self.with(text.into(), None, None)
    }

    /// Adds words in a style of characters.
    pub(crate) fn styled(self, style: &'static str, text: impl Into<String>) -> Self {
        self.with(text.into(), Some(style), None)
    }

    /// Adds the name of what follows, in a style of characters.
    pub(crate) fn label(mut self, style: &'static str, name: &str) -> Self {
        self = self.styled(style, name);
        self.0.last_mut().into_iter().for_each(|words| words.is_label = true);
        self.and(" ")
    }

    /// Adds a link to an address of the web.
    pub(crate) fn web(self, address: &str, text: &str) -> Self {
        self.with(text.to_owned(), Some(LINK), Some(Target::Web(address.to_owned())))
    }

    /// Adds a link to a mark in the document.
    pub(crate) fn to(self, mark: &str, text: &str) -> Self {
        self.with(text.to_owned(), Some(LINK), Some(Target::Mark(mark.to_owned())))
    }

    /// Adds a link to a mark that looks like the words around it.
    pub(crate) fn quiet(self, mark: &str, text: &str) -> Self {
        self.with(text.to_owned(), None, Some(Target::Mark(mark.to_owned())))
    }

    /// Adds a field of numbers, such as that of the page.
    pub(crate) fn field(mut self, field: &'static str, until_then: &str) -> Self {
        let text = until_then.to_owned();
        self.0.push(Words { text, style: None, target: None, field: Some(field), is_label: false });
        self
    }

    /// Adds another phrase.
    pub(crate) fn then(mut self, other: Phrase) -> Self {
        self.0.extend(other.0);
        self
    }

    fn with(mut self, text: String, style: Option<&'static str>, target: Option<Target>) -> Self {
        self.0.push(Words { text, style, target, field: None, is_label: false });
        self
    }

    /// The words alone.
    pub(crate) fn plain(&self) -> String {
        self.0.iter().map(|words| words.text.as_str()).collect()
    }

    pub(super) fn direction(&self) -> Direction {
        let told = self.0.iter().filter(|words| !words.is_label);
        of_paragraph(told.map(|words| words.text.as_str()))
    }

    pub(super) fn write(&self, ink: &mut Ink<'_>, paragraph: Direction) {
        for words in self.0.iter().filter(|words| !words.text.is_empty()) {
            match &words.target {
                None => {}
                Some(Target::Web(address)) => {
                    let reference = ink.relations.web(address);
                    ink.xml.open("w:hyperlink", &[("r:id", &reference), ("w:history", "1")]);
                }
                Some(Target::Mark(mark)) => {
                    ink.xml.open("w:hyperlink", &[("w:anchor", mark), ("w:history", "1")]);
                }
            }
            match words.field {
                None => {
                    let text = (ink.gate)(&words.text);
                    for (direction, run) in runs(&text, paragraph) {
                        write_run(ink, words.style, direction, run);
                    }
                }
                Some(field) => write_field(ink, field, &words.text),
            }
            if words.target.is_some() {
                ink.xml.close("w:hyperlink");
            }
        }
    }
}

/// The style of links.
const LINK: &str = "Hyperlink";

fn write_run(ink: &mut Ink<'_>, style: Option<&str>, direction: Direction, text: &str) {
    let is_turned = direction == Direction::RightToLeft;
    ink.xml.open("w:r", &[]);
    if style.is_some() || is_turned {
        ink.xml.open("w:rPr", &[]);
        style.into_iter().for_each(|style| ink.value("w:rStyle", style));
        if is_turned {
            ink.xml.empty("w:rtl", &[]);
        }
        ink.xml.close("w:rPr");
    }
    for piece in text.split_inclusive(['\n', '\t', '\u{2028}', '\u{2029}']) {
        let words = piece.trim_end_matches(['\n', '\t', '\u{2028}', '\u{2029}']);
        if !words.is_empty() {
            ink.xml.said("w:t", &[("xml:space", "preserve")], words);
        }
        match piece.chars().next_back() {
            Some('\t') => ink.xml.empty("w:tab", &[]),
            Some('\n' | '\u{2028}' | '\u{2029}') => ink.xml.empty("w:br", &[]),
            _ => {}
        }
    }
    ink.xml.close("w:r");
}

/// Writes a field with what it shows until it is worked out.
fn write_field(ink: &mut Ink<'_>, field: &str, until_then: &str) {
    field_mark(ink, "begin");
    instruction(ink, field);
    field_mark(ink, "separate");
    ink.xml.within("w:r", &[], |xml| xml.said("w:t", &[], until_then));
    field_mark(ink, "end");
}

/// Writes what a field is to show.
pub(super) fn instruction(ink: &mut Ink<'_>, field: &str) {
    let field = format!(" {field} ");
    ink.xml.within("w:r", &[], |xml| {
        xml.said("w:instrText", &[("xml:space", "preserve")], &field);
    });
}

/// Writes the beginning, the middle or the end of a field.
pub(super) fn field_mark(ink: &mut Ink<'_>, kind: &str) {
    ink.xml.within("w:r", &[], |xml| xml.empty("w:fldChar", &[("w:fldCharType", kind)]));
}
