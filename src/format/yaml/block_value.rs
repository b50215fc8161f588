//! The keys and values of a line in plain block style.

use memchr::memchr3;

use super::block_scalar::block_scalar;
use super::block_state::{BlockParser, Last};
use super::document::{MAX_DEPTH, MappingEntry, NodeKind, Style};
use super::flow;
use super::parser::by_library;
use crate::text::FileId;

/// The longest key that is read here.
const MAX_KEY: usize = 128;

impl BlockParser<'_, '_, '_> {
    /// A value that begins on the line of its key, or of its `-`.
    pub(super) fn value(
        &mut self,
        file: FileId,
        line: usize,
        from: usize,
        content: usize,
        end: usize,
    ) -> Option<usize> {
        let in_brackets = matches!(self.bytes.get(content), Some(b'[' | b'{'));
        if matches!(self.bytes.get(content), Some(b'|' | b'>'))
            && let Some(scalar) = block_scalar(self.text, content, end, self.open.last()?.indent)
        {
            let decoded = Some(scalar.decoded);
            self.tree.push(NodeKind::Scalar, Style::Block, content, scalar.end, decoded);
            self.last = None;
            return Some(scalar.next);
        }
        self.last = Some(Last {
            entries: self.tree.entries.len(),
            decoded: self.tree.decoded.len(),
            from,
            line,
            in_brackets,
        });
        let depth = self.open.len();
        match flow::value(self.text.get(..end)?, content, depth, &mut self.tree) {
            flow::FlowItem::Value => Some(end + 1),
            flow::FlowItem::GoesOn => self.goes_on(file),
            flow::FlowItem::Unusual => None,
        }
    }

    /// Reads the last value again through the library, with all its lines.
    pub(super) fn goes_on(&mut self, file: FileId) -> Option<usize> {
        let Last { entries, decoded, from, line, in_brackets } = self.last.take()?;
        let parent = self.open.last()?.indent;
        let mut end = self.line_end(line) + 1;
        while end < self.bytes.len() {
            let line_end = self.line_end(end);
            let indent = self.skip_spaces(end, line_end) - end;
            if end + indent < line_end && indent <= parent {
                break;
            }
            end = line_end + 1;
        }
        let end = end.min(self.bytes.len());
        self.tree.entries.truncate(entries);
        self.tree.decoded.truncate(decoded);
        // The text before it on the line is replaced by spaces, so that columns and places stay.
        let fragment = " ".repeat(from - line) + self.text.get(from..end)?;
        let (document, faults) = by_library(file, &fragment);
        let skipped = if self.open.last()?.is_list { 1 } else { 2 };
        // An anchor or an alias has a meaning outside of the fragment. Only in brackets can there
        // be one by now.
        let is_linked = || in_brackets && memchr3(b'&', b'*', b'!', fragment.as_bytes()).is_some();
        if !faults.is_empty() || document.broken || is_linked() {
            return None;
        }
        let value = document.entries.get(skipped)?;
        let is_all = value.next as usize == document.entries.len();
        if !is_all || self.open.len() + depth(&document.entries) > MAX_DEPTH {
            return None;
        }
        let number = |old: u32| old + entries as u32 - skipped as u32;
        let moved = document.entries.iter().skip(skipped).map(|entry| MappingEntry {
            start: entry.start + line as u32,
            end: entry.end + line as u32,
            next: number(entry.next),
            extra: if entry.extra == 0 { 0 } else { entry.extra + decoded as u32 },
            ..entry.clone()
        });
        self.tree.entries.extend(moved);
        self.tree.decoded.extend(document.decoded);
        Some(end)
    }

    pub(super) fn skip_spaces(&self, from: usize, end: usize) -> usize {
        from + self
            .bytes
            .get(from..end)
            .unwrap_or_default()
            .iter()
            .take_while(|&&b| b == b' ')
            .count()
    }

    /// Returns the end of the key at a place: a single word, a colon, and a space or the end of the
    /// line.
    pub(super) fn key_end(&self, at: usize, end: usize) -> Option<usize> {
        let line = self.bytes.get(at..end)?;
        let length = line
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'))
            .count();
        let is_key = line.first().is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_')
            && length <= MAX_KEY
            && line.get(length) == Some(&b':')
            && matches!(line.get(length + 1), None | Some(b' '));
        is_key.then_some(at + length)
    }
}

/// How deep the entries are nested.
fn depth(entries: &[MappingEntry]) -> usize {
    let mut ends: Vec<u32> = Vec::new();
    let mut deepest = 0;
    for (at, entry) in (0..).zip(entries) {
        ends.retain(|&end| end > at);
        if entry.kind != NodeKind::Scalar {
            ends.push(entry.next);
            deepest = deepest.max(ends.len());
        }
    }
    deepest
}
