//! Scans a text for forbidden characters, and for the beginning of a node.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::{beginning_with, is_refused};

/// Large enough to be looked through many bytes at a time, small enough to end soon.
const CHUNK: usize = 4096;

/// Returns the ranges of forbidden characters: control characters other than newline and tab, and
/// bidirectional embeddings, overrides and isolates. A carriage return belongs to the line break
/// after it.
pub(super) fn refused_characters(text: &str) -> impl Iterator<Item = (Range<usize>, char)> {
    let found = beginning_with(text, is_suspect).filter(|&(at, c)| {
        is_refused(c) && !(c == '\r' && text.as_bytes().get(at + 1) == Some(&b'\n'))
    });
    found.map(|(at, c)| (at..at + c.len_utf8(), c))
}

/// Whether a text holds a control character of one byte other than newline. It looks at eight bytes
/// at a time by hand: a build that is not optimized reads large files as well.
pub(super) fn has_control(text: &[u8]) -> bool {
    let in_words = |words: &[[u8; 8]]| {
        words.iter().fold(0, |found, word| found | controls(u64::from_ne_bytes(*word))) != 0
    };
    let (words, rest) = text.as_chunks();
    let mut last = [b' '; 8];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    words.chunks(CHUNK / 8).any(in_words) || in_words(&[last])
}

/// Returns the highest bit of each byte that is below 0x20 and no newline, or is 0x7f. No sum
/// leaves its byte.
fn controls(word: u64) -> u64 {
    const EACH: u64 = u64::from_ne_bytes([1; 8]);
    const LOW: u64 = 0x7f * EACH;
    let is_not = |byte: u64| {
        let rest = word ^ (byte * EACH);
        ((rest & LOW) + LOW) | rest
    };
    let is_below_blank = !(((word & LOW) + 0x60 * EACH) | word);
    ((is_below_blank & is_not(b'\n'.into())) | !is_not(0x7f)) & !LOW
}

/// Whether a byte can begin a refused character.
fn is_suspect(b: u8) -> bool {
    (b < 0x20 && b != b'\n' && b != b'\t') || b == 0x7f || b == 0xc2 || b == 0xe2
}

/// Replaces every forbidden character by one that the parser skips and no id or number may hold, so
/// that the text after it is read. Places stay. A carriage return stays too: YAML reads it as a
/// line break.
pub(super) fn masked(text: &str) -> Cow<'_, str> {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (range, _) in refused_characters(text).filter(|(_, c)| *c != '\r') {
        out += text.get(done..range.start).unwrap_or("");
        out.push(match range.len() {
            1 => '$',
            2 => '§',
            _ => '\u{fffd}',
        });
        done = range.end;
    }
    out += text.get(done..).unwrap_or("");
    Cow::Owned(out)
}

/// Returns the beginning of a node whose content begins at `content`: after the colon, comments,
/// tags and anchors that follow `from`. It is the `-` of a block list, or the `|` of a block
/// scalar.
pub(super) fn node_start(text: &str, from: usize, content: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < content {
        match bytes.get(at) {
            Some(b' ' | b'\t' | b'\r' | b'\n' | b':' | b'?' | b'\'' | b'"') => at += 1,
            Some(b'#') => at += line_length(bytes, at),
            Some(b'&' | b'!') => {
                at += bytes
                    .get(at..)
                    .map_or(1, |b| b.iter().take_while(|b| !b.is_ascii_whitespace()).count());
            }
            _ => return at,
        }
    }
    content
}

fn line_length(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).map_or(1, |rest| memchr::memchr(b'\n', rest).unwrap_or(rest.len()).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_no_file_may_hold() {
        let found =
            |text: &str| refused_characters(text).map(|(range, _)| range.start).collect::<Vec<_>>();
        assert_eq!(found("a: b\r\nc:\td ’ é 数\n"), Vec::<usize>::new());
        assert_eq!(found("a\0b\u{1b}\u{7f}\u{85}\u{202e}\u{2066}\rx"), [1, 3, 4, 5, 7, 10, 13]);
        let long = format!("{}\u{202e}", "x".repeat(4095));
        assert_eq!(found(&long), [4095]);
    }

    #[test]
    fn a_control_character_is_found_at_each_place() {
        for (byte, other) in (0..=255).flat_map(|byte| [(byte, b'a'), (byte, b'\n'), (byte, 0xff)])
        {
            let is_one = (byte < 0x20 && byte != b'\n') || byte == 0x7f;
            for at in 0..19 {
                let mut text = [other; 19];
                text[at] = byte;
                assert_eq!(has_control(&text), is_one, "{byte:#x} at {at} among {other:#x}");
            }
        }
        assert!(!has_control(b""));
    }

    #[test]
    fn a_node_begins_at_its_indicator() {
        let text = "key: !!str # | no\n  |\n  content";
        assert_eq!(node_start(text, 3, text.len() - 7), text.rfind('|').unwrap_or(0));
        let text = "list: # - no\n- - x";
        assert_eq!(node_start(text, 4, text.len() - 1), 13);
    }
}
