//! Plain block style, line by line: keys, lists, scalars on one line, lists and mappings in
//! brackets on one line.
//!
//! The tree equals that of the YAML library, to the last byte of each place. The library reads
//! values over several lines and values with escapes. It reads the complete file if anything else
//! is unusual.

use std::ops::Range;

use memchr::{memchr, memchr3_iter, memmem};

use super::block_state::{BlockParser, BlockPosition, Open, Pending};
use super::document::{Document, MAX_DEPTH, MAX_NODES, NodeKind, Style};
use super::reuse_items::{NewItem, ReusableItems, item_end};
use super::scan::has_control;
use super::tree::Tree;
use crate::text::{FileId, is_refused, is_stray};

/// Texts with one of these characters are read by the library: byte-order marks, and characters
/// that other YAML readers treat as a line break or ignore.
const UNUSUAL: [char; 5] = ['\u{feff}', '\u{2028}', '\u{2029}', '\u{fffe}', '\u{ffff}'];

/// The only useless character whose first byte is not searched for anyway.
const STRAY: &[u8] = "\u{180e}".as_bytes();

/// Reads a text that is written in plain block style; `None` for any other, and for one with a
/// fault.
pub(super) fn read<'s>(file: FileId, text: &'s str) -> Option<Document<'s>> {
    read_with(file, text, None)
}

/// Reads a text some of whose items are known; new items are noted.
pub(super) fn read_with<'s>(
    file: FileId,
    text: &'s str,
    known: Option<&mut ReusableItems<'_>>,
) -> Option<Document<'s>> {
    let may_hold_strays = may_hold_strays(text)?;
    let mut reader = BlockParser::new(text, known);
    reader.tree.entries.reserve(text.len() / 16);
    reader.run(file, 0)?;
    let Tree { mut entries, decoded } = reader.tree;
    entries.shrink_to(0);
    (!entries.is_empty()).then_some(Document {
        file,
        text,
        entries,
        decoded,
        broken: false,
        breaks_off: false,
        in_lines: true,
        may_hold_strays,
    })
}

/// Reads one item of a list: these lines of a text, which begin with the `-` in that column, at
/// that depth. Returns `None` if they hold anything else.
pub(super) fn read_item<'s>(
    file: FileId,
    text: &'s str,
    lines: Range<usize>,
    depth: usize,
    column: usize,
) -> Option<Document<'s>> {
    let may_hold_strays = may_hold_strays(text.get(lines.clone())?)?;
    let mut reader = BlockParser::new(text.get(..lines.end)?, None);
    // No line continues the levels above the list: it would be outside the item.
    let above =
        Open { node: u32::MAX, is_list: true, indent: usize::MAX, place: BlockPosition::Elsewhere };
    reader.open = vec![above; depth.checked_sub(1)?];
    reader.open.push(Open { indent: column, ..above });
    reader.run(file, lines.start)?;
    let Tree { entries, decoded } = reader.tree;
    let is_all = entries.first().is_some_and(|item| item.next as usize == entries.len());
    is_all.then_some(Document {
        file,
        text,
        entries,
        decoded,
        broken: false,
        breaks_off: false,
        in_lines: true,
        may_hold_strays,
    })
}

/// Whether a text may hold an invisible character without a use. Returns `None` if the text has to
/// be read by the library.
fn may_hold_strays(text: &str) -> Option<bool> {
    // A tab, the bytes of a line break, and everything that no file may hold.
    if has_control(text.as_bytes()) {
        return None;
    }
    let mut may_hold_strays = memmem::find(text.as_bytes(), STRAY).is_some();
    for at in memchr3_iter(0xc2, 0xe2, 0xef, text.as_bytes()) {
        let c = text.get(at..)?.chars().next()?;
        if UNUSUAL.contains(&c) || is_refused(c) {
            return None;
        }
        may_hold_strays |= is_stray(c);
    }
    Some(may_hold_strays)
}

impl<'s, 'k, 'i> BlockParser<'s, 'k, 'i> {
    fn new(text: &'s str, known: Option<&'k mut ReusableItems<'i>>) -> Self {
        let bytes = text.as_bytes();
        BlockParser {
            bytes,
            text,
            tree: Tree::default(),
            open: Vec::new(),
            pending: Pending::Nothing,
            last: None,
            known,
        }
    }

    /// Reads all lines from one on.
    fn run(&mut self, file: FileId, mut line: usize) -> Option<()> {
        while line < self.bytes.len() {
            let end = self.line_end(line);
            let at = line + self.bytes.get(line..end)?.iter().take_while(|&&b| b == b' ').count();
            line = match self.bytes.get(at) {
                Some(b'#') => end + 1,
                _ if at == end => end + 1,
                _ => self.content(file, line, at, end)?,
            };
        }
        if self.pending == Pending::Item {
            return None;
        }
        self.empty_value();
        let end = self.bytes.len();
        while let Some(open) = self.open.pop() {
            self.tree.close(open.node, end);
        }
        Some(())
    }

    pub(super) fn line_end(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        memchr(b'\n', rest).map_or(self.bytes.len(), |at| from + at)
    }

    /// Reads a line that is not empty; returns the place to continue from.
    fn content(&mut self, file: FileId, line: usize, at: usize, end: usize) -> Option<usize> {
        let indent = at - line;
        let is_item = self.is_item(at, end);
        if self.tree.entries.len() >= MAX_NODES
            || (indent == 0 && matches!(self.bytes.get(at..at + 3), Some(b"---" | b"...")))
        {
            return None;
        }
        let innermost = self.open.last().copied();
        let nests = match (innermost, self.pending) {
            (None, _) => self.tree.entries.is_empty() && !is_item,
            (Some(open), Pending::Key(_)) => {
                indent > open.indent || (is_item && !open.is_list && indent == open.indent)
            }
            (Some(open), Pending::Item) => indent > open.indent && !is_item,
            (Some(open), Pending::Nothing) if indent > open.indent => return self.goes_on(file),
            _ => false,
        };
        if nests {
            self.nest(is_item, at, indent)?;
        } else {
            self.empty_value();
            self.close_to(is_item, at, indent)?;
        }
        if is_item && let Some(behind) = self.known_item(line, indent) {
            return Some(behind);
        }
        if is_item { self.item(file, line, at, end) } else { self.pair(file, line, at, end) }
    }

    /// If an activity is known already, uses its number for it and returns the place to continue
    /// from. Notes a new one.
    fn known_item(&mut self, line: usize, indent: usize) -> Option<usize> {
        let known = self.known.as_mut().filter(|_| {
            self.open.last().is_some_and(|open| open.place == BlockPosition::Activities)
        })?;
        if let Some((number, nodes)) = known.take(self.text, line, indent)
            && self.tree.entries.len() + nodes < MAX_NODES
        {
            let end = line + known.items.get(number)?.text.len();
            let node = self.tree.push(NodeKind::Known, Style::Plain, line, end, None);
            self.tree.entries.get_mut(node as usize)?.extra = number as u32;
            self.last = None;
            return Some(end);
        }
        let end = item_end(self.text, line, indent)?;
        known.new.push(NewItem {
            node: self.tree.entries.len() as u32,
            text: self.text.get(line..end)?.into(),
        });
        None
    }

    fn is_item(&self, at: usize, end: usize) -> bool {
        self.bytes.get(at) == Some(&b'-')
            && (at + 1 == end || self.bytes.get(at + 1) == Some(&b' '))
    }

    /// Begins the list or mapping that was waited for.
    fn nest(&mut self, is_list: bool, at: usize, indent: usize) -> Option<()> {
        if self.open.len() >= MAX_DEPTH {
            return None;
        }
        let place = self.place(is_list);
        self.pending = Pending::Nothing;
        let kind = if is_list { NodeKind::Sequence } else { NodeKind::Mapping };
        let node = self.tree.push(kind, Style::Plain, at, at, None);
        self.open.push(Open { node, is_list, indent, place });
        Some(())
    }

    /// The place of the list that begins after the last key.
    fn place(&self, is_list: bool) -> BlockPosition {
        let key = |wanted: &str| {
            let key = self
                .tree
                .entries
                .last()
                .filter(|_| is_list && matches!(self.pending, Pending::Key(_)));
            key.and_then(|key| self.text.get(key.start as usize..key.end as usize)) == Some(wanted)
        };
        match self.open.as_slice() {
            [_] if key("priorities") => BlockPosition::Priorities,
            [_, Open { place: BlockPosition::Priorities, .. }, _] if key("activities") => {
                BlockPosition::Activities
            }
            _ => BlockPosition::Elsewhere,
        }
    }

    /// A key without a value gets a null value. The library reads empty items.
    fn empty_value(&mut self) {
        if let Pending::Key(end) = self.pending {
            self.tree.push(NodeKind::Scalar, Style::Plain, end, end, None);
            self.pending = Pending::Nothing;
        }
    }

    /// Closes the lists and mappings that a line at this indent does not belong to.
    fn close_to(&mut self, is_item: bool, at: usize, indent: usize) -> Option<()> {
        if self.pending == Pending::Item {
            return None;
        }
        while let Some(open) = self.open.last().copied() {
            if open.indent == indent && open.is_list == is_item {
                return Some(());
            }
            if open.indent < indent || (open.indent == indent && is_item) {
                return None;
            }
            self.open.pop();
            self.tree.close(open.node, at);
        }
        None
    }

    fn item(&mut self, file: FileId, line: usize, at: usize, end: usize) -> Option<usize> {
        let content = self.skip_spaces(at + 1, end);
        if content == end || self.bytes.get(content) == Some(&b'#') {
            self.pending = Pending::Item;
            return Some(end + 1);
        }
        if self.is_item(content, end) {
            return None;
        }
        if self.key_end(content, end).is_some() {
            self.nest(false, content, content - line)?;
            return self.pair(file, line, content, end);
        }
        self.value(file, line, at, content, end)
    }

    fn pair(&mut self, file: FileId, line: usize, at: usize, end: usize) -> Option<usize> {
        let key_end = self.key_end(at, end)?;
        self.tree.push(NodeKind::Scalar, Style::Plain, at, key_end, None);
        let content = self.skip_spaces(key_end + 1, end);
        if content == end || self.bytes.get(content) == Some(&b'#') {
            self.pending = Pending::Key(key_end);
            self.last = None;
            return Some(end + 1);
        }
        self.value(file, line, at, content, end)
    }
}

/// Whether this reader reads the text; its result must then equal that of the library.
#[cfg(any(test, fuzzing))]
#[allow(unreachable_pub)] // Fuzz targets reach it.
pub fn agrees(text: &str) -> bool {
    let Some(fast) = read(FileId(0), text) else { return false };
    let (slow, faults) = super::parser::by_library(FileId(0), text);
    assert!(faults.is_empty() && !slow.broken, "{text:?} has faults: {faults:?}");
    assert_eq!((fast.entries, fast.decoded), (slow.entries, slow.decoded), "{text:?}");
    true
}

#[cfg(test)]
mod tests;
