//! Paragraphs. How one looks is in its style.

use super::direction::Direction;
use super::ink::Ink;
use super::phrase::Phrase;
use super::section::Section;

/// A paragraph.
#[derive(Clone, Default)]
pub(crate) struct Paragraph {
    style: &'static str,
    phrase: Phrase,
    mark: Option<String>,
    starts_page: bool,
    bar: Option<(u32, String)>,
    /// Whether its direction is that of its first letter.
    turns: bool,
}

impl Paragraph {
    pub(crate) fn new(style: &'static str, phrase: impl Into<Phrase>) -> Self {
        Paragraph { style, phrase: phrase.into(), ..Paragraph::default() }
    }

    /// A text of an author: its direction is that of its first letter.
    pub(crate) fn turning(style: &'static str, phrase: impl Into<Phrase>) -> Self {
        Paragraph { turns: true, ..Paragraph::new(style, phrase) }
    }

    /// Makes it a bar: a colour that leaves so much room free on the right, in twentieths of a
    /// point. It has no words.
    pub(crate) fn bar(style: &'static str, free: u32, color: &str) -> Self {
        Paragraph { style, bar: Some((free, color.to_owned())), ..Paragraph::default() }
    }

    /// Gives it a name to which links lead.
    pub(crate) fn marked(self, mark: impl Into<String>) -> Self {
        Paragraph { mark: Some(mark.into()), ..self }
    }

    /// Puts it on a new page.
    pub(crate) fn on_new_page(self) -> Self {
        Paragraph { starts_page: true, ..self }
    }

    pub(super) fn write(&self, ink: &mut Ink<'_>) {
        self.write_all(ink, None, |_| {}, |_| {});
    }

    /// Writes it as the last one of a section.
    pub(super) fn write_last(&self, ink: &mut Ink<'_>, section: &Section) {
        self.write_all(ink, Some(section), |_| {}, |_| {});
    }

    /// Writes it with something before its words and after them.
    pub(super) fn write_between(
        &self,
        ink: &mut Ink<'_>,
        before: impl FnOnce(&mut Ink<'_>),
        after: impl FnOnce(&mut Ink<'_>),
    ) {
        self.write_all(ink, None, before, after);
    }

    fn write_all(
        &self,
        ink: &mut Ink<'_>,
        section: Option<&Section>,
        before: impl FnOnce(&mut Ink<'_>),
        after: impl FnOnce(&mut Ink<'_>),
    ) {
        let direction = match self.turns {
            true => self.phrase.direction(),
            false => Direction::LeftToRight,
        };
        ink.xml.open("w:p", &[]);
        ink.xml.open("w:pPr", &[]);
        ink.value("w:pStyle", self.style);
        if self.starts_page {
            ink.xml.empty("w:pageBreakBefore", &[]);
        }
        if let Some((_, color)) = &self.bar {
            let shade = [("w:val", "clear"), ("w:color", "auto"), ("w:fill", color.as_str())];
            ink.xml.empty("w:shd", &shade);
        }
        if direction == Direction::RightToLeft {
            ink.xml.empty("w:bidi", &[]);
        }
        if let Some((free, _)) = &self.bar {
            ink.xml.empty("w:ind", &[("w:right", &free.to_string())]);
        }
        section.into_iter().for_each(|section| section.write(&mut ink.xml));
        ink.xml.close("w:pPr");
        let phrase = &self.phrase;
        before(ink);
        ink.marked(self.mark.as_deref(), |ink| phrase.write(ink, direction));
        after(ink);
        ink.xml.close("w:p");
    }
}
