//! XML that is written piece by piece into memory, where nothing fails.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A part of a document, or a piece of one.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// Begins a piece of a part.
    pub(super) fn piece() -> Self {
        Xml(Writer::new(Vec::new()))
    }

    /// Begins a part.
    pub(super) fn part() -> Self {
        let mut xml = Xml::piece();
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml
    }

    fn event(&mut self, event: Event<'_>) {
        // Only where it writes a file can it fail.
        self.0.write_event(event).unwrap_or_default();
    }

    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Start(start(name, attributes)));
    }

    pub(super) fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// Writes an element with other elements in it.
    pub(super) fn within(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inner: impl FnOnce(&mut Self),
    ) {
        self.open(name, attributes);
        inner(self);
        self.close(name);
    }

    /// Writes an element with a text in it.
    pub(super) fn said(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.within(name, attributes, |xml| xml.text(text));
    }

    pub(super) fn text(&mut self, text: &str) {
        self.event(Event::Text(BytesText::new(&allowed(text))));
    }

    /// Adds a piece that was written elsewhere.
    pub(super) fn add(&mut self, piece: &[u8]) {
        self.0.get_mut().extend_from_slice(piece);
    }

    pub(super) fn length(&mut self) -> usize {
        self.0.get_mut().len()
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner()
    }
}

fn start<'n>(name: &'n str, attributes: &[(&str, &str)]) -> BytesStart<'n> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, &*allowed(value)));
    }
    start
}

/// Replaces what XML cannot hold, and what turns the text around it.
fn allowed(text: &str) -> Cow<'_, str> {
    let bad = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || !text.chars().any(bad) {
        return text.into();
    }
    text.chars().map(|c| if bad(c) { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text_whatever_is_in_it() {
        let mut xml = Xml::piece();
        xml.said("a", &[("b", "\"<\u{1}")], "<&>\u{0}\u{b}\u{fffe}\u{ffff}\u{202e}\n\t𐍈 é");
        let text = String::from_utf8(xml.into_bytes()).unwrap_or_default();
        let bad = '\u{fffd}';
        assert_eq!(
            text,
            format!("<a b=\"&quot;&lt;{bad}\">&lt;&amp;&gt;{bad}{bad}{bad}{bad}{bad}\n\t𐍈 é</a>")
        );
    }
}
