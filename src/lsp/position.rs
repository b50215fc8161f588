//! Places as the protocol counts them: lines from 0, and within a line bytes, units of UTF-16 or
//! characters, as client and server have agreed.

use lsp_types::{Position, PositionEncodingKind, Range};

use crate::text::Span;

/// In what the places within a line are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    /// In bytes of UTF-8.
    Utf8,
    /// In units of UTF-16: what every client knows.
    #[default]
    Utf16,
    /// In characters.
    Utf32,
}

impl Encoding {
    /// Chooses among what a client knows.
    pub(super) fn choose(known: &[PositionEncodingKind]) -> Self {
        match () {
            () if known.contains(&PositionEncodingKind::UTF8) => Encoding::Utf8,
            () if known.is_empty() || known.contains(&PositionEncodingKind::UTF16) => {
                Encoding::Utf16
            }
            () if known.contains(&PositionEncodingKind::UTF32) => Encoding::Utf32,
            () => Encoding::Utf16,
        }
    }

    /// Names it as the protocol does.
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn width(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
            Encoding::Utf32 => 1,
        }
    }
}

/// The lines of a text. A line ends with `\n`, `\r\n` or `\r`.
pub(super) struct Lines<'t> {
    text: &'t str,
    /// Where each line begins.
    starts: Vec<usize>,
    encoding: Encoding,
}

impl<'t> Lines<'t> {
    /// Looks for the lines of a text.
    pub(super) fn new(text: &'t str, encoding: Encoding) -> Self {
        let bytes = text.as_bytes();
        let is_end = |at: usize| bytes.get(at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n');
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(|at| is_end(*at));
        Lines { text, starts: std::iter::once(0).chain(ends.map(|at| at + 1)).collect(), encoding }
    }

    /// Looks for the lines of a text that is open in the editor, or of a file on the disk, whose
    /// byte-order mark no editor counts.
    pub(super) fn of(text: &'t str, encoding: Encoding, is_open: bool) -> Self {
        if is_open { Lines::new(text, encoding) } else { Lines::of_file(text, encoding) }
    }

    fn of_file(text: &'t str, encoding: Encoding) -> Self {
        let mut lines = Lines::new(text, encoding);
        if let Some(first) = lines.starts.first_mut().filter(|_| text.starts_with('\u{feff}')) {
            *first = '\u{feff}'.len_utf8();
        }
        lines
    }

    /// Returns the place of a byte offset; one after the end is the end.
    pub(super) fn position(&self, offset: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let mut end = offset.min(self.text.len()).max(start);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let passed = self.text.get(start..end).unwrap_or("");
        let width: usize = match passed.is_ascii() {
            true => passed.len(),
            false => passed.chars().map(|c| self.encoding.width(c)).sum(),
        };
        Position::new(number(line), number(width))
    }

    /// Returns the byte offset of a place. One behind the end of its line is that end, one within
    /// a character its beginning, one behind the last line the end.
    pub(super) fn offset(&self, position: Position) -> usize {
        let line = position.line as usize;
        let Some(&start) = self.starts.get(line) else { return self.text.len() };
        let next = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let line = self.text.get(start..next).unwrap_or("");
        let line = line.trim_end_matches(['\n', '\r']);
        let mut left = position.character as usize;
        let mut passed = 0;
        for c in line.chars() {
            match left.checked_sub(self.encoding.width(c)) {
                Some(rest) if left > 0 => {
                    left = rest;
                    passed += c.len_utf8();
                }
                _ => break,
            }
        }
        start + passed
    }

    /// Returns the place of a span.
    pub(super) fn range(&self, span: Span) -> Range {
        Range::new(self.position(span.start as usize), self.position(span.end as usize))
    }
}

fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a: é😀数x\r\n\u{627}\u{644}: y\rz\n\n";

    #[test]
    fn places_are_counted_in_what_was_agreed() {
        let at = |encoding| {
            let lines = Lines::new(TEXT, encoding);
            let place = |c: char| {
                let position = lines.position(TEXT.find(c).unwrap_or_default());
                (position.line, position.character)
            };
            [place('x'), place('y'), place('z')]
        };
        assert_eq!(at(Encoding::Utf16), [(0, 7), (1, 4), (2, 0)]);
        assert_eq!(at(Encoding::Utf8), [(0, 12), (1, 6), (2, 0)]);
        assert_eq!(at(Encoding::Utf32), [(0, 6), (1, 4), (2, 0)]);
    }

    #[test]
    fn each_offset_comes_back() {
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let lines = Lines::new(TEXT, encoding);
            for (offset, c) in TEXT.char_indices().filter(|(_, c)| *c != '\n') {
                assert_eq!(lines.offset(lines.position(offset)), offset, "{encoding:?} {c:?}");
            }
            assert_eq!(lines.offset(lines.position(TEXT.len())), TEXT.len());
        }
    }

    #[test]
    fn wrong_places_become_the_nearest_ones() {
        let lines = Lines::new(TEXT, Encoding::Utf16);
        let end_of_first = TEXT.find('\r').unwrap_or_default();
        assert_eq!(lines.offset(Position::new(0, 999)), end_of_first);
        assert_eq!(lines.offset(Position::new(0, 5)), TEXT.find('😀').unwrap_or_default());
        assert_eq!(lines.offset(Position::new(u32::MAX, u32::MAX)), TEXT.len());
        assert_eq!(lines.position(usize::MAX), Position::new(4, 0));
        assert_eq!(Lines::new("", Encoding::Utf16).offset(Position::new(0, 1)), 0);
    }

    #[test]
    fn a_byte_order_mark_counts_only_where_the_client_has_it() {
        let text = "\u{feff}a: b";
        assert_eq!(Lines::new(text, Encoding::Utf16).position(3), Position::new(0, 1));
        assert_eq!(Lines::of_file(text, Encoding::Utf16).position(3), Position::new(0, 0));
        assert_eq!(Lines::of_file(text, Encoding::Utf16).offset(Position::new(0, 0)), 3);
        assert_eq!(Lines::of_file(text, Encoding::Utf16).position(0), Position::new(0, 0));
    }
}
