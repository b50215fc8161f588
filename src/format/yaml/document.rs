//! A YAML document as a flat tree of nodes with places.

use std::borrow::Cow;

use crate::text::{FileId, Span};

/// How deep lists and mappings may be nested.
pub(super) const MAX_DEPTH: usize = 64;
/// How many values a file may hold: a full 64 MiB of activities has some 5 million.
pub(super) const MAX_NODES: usize = 6_000_000;

/// The kind of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A text, a number, a date, nothing at all.
    Scalar,
    /// A list.
    Sequence,
    /// Keys and values.
    Mapping,
    /// `*name`: refers to another node.
    Alias,
    /// Refers to a known item by its number; see [`NewItem`](super::NewItem).
    Known,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Text without quotes.
    Plain,
    /// Text in single or double quotes.
    Quoted,
    /// `|` or `>`
    Block,
}

/// A tag that a node carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    None,
    /// `!!str`, or `!` alone: whatever it looks like, it is text.
    Text,
    /// Another tag of the core schema: it does not change how a workplan is read.
    Core,
    /// A tag that the format does not know.
    Foreign,
}

/// One entry of the flat tree. The children of a node follow it; `next` is the number of the next
/// entry after them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MappingEntry {
    pub kind: NodeKind,
    pub style: Style,
    pub tag: Tag,
    /// The file ended, by a fault, before this node did.
    pub incomplete: bool,
    pub start: u32,
    pub end: u32,
    pub next: u32,
    /// For a scalar: 0 if its text is a slice of the file, otherwise 1 + its number among the
    /// decoded texts. For an alias: the number of its target. For a known item: its number.
    pub extra: u32,
}

/// A file's YAML as nodes with places.
#[derive(Clone, Debug)]
pub struct Document<'s> {
    pub(super) file: FileId,
    pub(super) text: &'s str,
    pub(super) entries: Vec<MappingEntry>,
    pub(super) decoded: Vec<String>,
    /// A fault has cut the document short.
    pub broken: bool,
    /// Whether the file was read only up to an invisible character.
    pub(super) breaks_off: bool,
    /// Whether the file was read line by line: it then has no anchors, no tags and nothing else
    /// unusual.
    pub(super) in_lines: bool,
    /// Whether the file may hold invisible characters without a use: it was not checked.
    pub(super) may_hold_strays: bool,
}

impl<'s> Document<'s> {
    /// The node at the top; `None` if there is nothing in the file.
    pub fn root(&self) -> Option<Node<'_, 's>> {
        (!self.entries.is_empty()).then_some(Node { document: self, at: 0, via: 0 })
    }

    /// Whether the top keys are one below the other, from the first column on.
    pub fn first_line_is_block(&self) -> bool {
        let start = self.entries.first().map_or(0, |root| root.start as usize);
        let before = self.text.get(..start).unwrap_or("");
        let first_column = before.is_empty() || before == "\u{feff}" || before.ends_with('\n');
        first_column && !self.text.get(start..).unwrap_or("").starts_with(['{', '&', '!'])
    }

    /// Whether there is nothing in the file but space.
    pub fn is_blank(&self) -> bool {
        self.text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty()
    }

    /// Whether a line holds nothing but a comment.
    pub fn has_comment_line(&self) -> bool {
        self.text.lines().any(|line| line.trim_start().starts_with('#'))
    }

    /// The line break that the file uses.
    pub fn line_break(&self) -> &'static str {
        match memchr::memchr(b'\n', self.text.as_bytes()) {
            Some(at) if self.text.get(..at).is_some_and(|before| before.ends_with('\r')) => "\r\n",
            _ => "\n",
        }
    }

    /// The file that it is read from.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The aliases with their targets.
    pub fn aliases(&self) -> impl Iterator<Item = (Span, Span)> {
        let all = if self.in_lines { 0 } else { self.entries.len() as u32 };
        let nodes = (0..all).map(|at| Node { document: self, at, via: 0 });
        nodes
            .filter(|node| node.entry().kind == NodeKind::Alias)
            .map(|node| (node.span(), node.target().span()))
    }
}

/// A node of a document. Everything but [`Node::span`] and [`Node::place`] sees through aliases.
#[derive(Clone, Copy)]
pub struct Node<'d, 's> {
    document: &'d Document<'s>,
    at: u32,
    /// The alias that leads here; 0, the root, means none.
    via: u32,
}

static NOTHING: MappingEntry = MappingEntry {
    kind: NodeKind::Scalar,
    style: Style::Plain,
    tag: Tag::None,
    incomplete: true,
    start: 0,
    end: 0,
    next: 1,
    extra: 0,
};

impl<'d, 's> Node<'d, 's> {
    fn entry(&self) -> &'d MappingEntry {
        self.document.entries.get(self.at as usize).unwrap_or(&NOTHING)
    }

    /// Returns the node itself, or the target of an alias.
    fn target(self) -> Self {
        match self.entry() {
            MappingEntry { kind: NodeKind::Alias, extra, .. } => {
                Node { at: *extra, via: self.alias(), ..self }
            }
            _ => self,
        }
    }

    /// Returns the kind; never an alias.
    pub fn kind(self) -> NodeKind {
        self.target().entry().kind
    }

    /// Whether another node is written in its place.
    pub fn is_alias(self) -> bool {
        self.entry().kind == NodeKind::Alias
    }

    /// Whether the node is an alias, or inside the target of one.
    pub fn is_by_alias(self) -> bool {
        self.alias() != 0
    }

    /// The alias by which it is reached, the outermost one.
    fn alias(self) -> u32 {
        if self.via == 0 && self.is_alias() { self.at } else { self.via }
    }

    /// How a scalar is written.
    pub fn style(self) -> Style {
        self.target().entry().style
    }

    /// Whether the file broke off inside it.
    pub fn is_incomplete(self) -> bool {
        self.target().entry().incomplete
    }

    /// Whether it carries a tag that the core schema does not know.
    pub fn has_foreign_tag(self) -> bool {
        self.target().entry().tag == Tag::Foreign
    }

    /// Returns the number of the known item.
    pub fn known(self) -> Option<usize> {
        let entry = self.entry();
        (entry.kind == NodeKind::Known).then_some(entry.extra as usize)
    }

    /// The value or the item of that number in it.
    pub fn child(self, number: u32) -> Self {
        Node { at: number, ..self.target() }
    }

    /// Whether the file may hold an invisible character without a use.
    pub fn may_hold_strays(self) -> bool {
        self.document.may_hold_strays
    }

    /// Returns the number of the node in the document.
    pub fn number(self) -> u32 {
        self.at
    }

    /// How many nodes it is made of, itself included.
    pub fn size(self) -> usize {
        self.entry().next.saturating_sub(self.at) as usize
    }

    /// Returns the place in the text; for an alias, the place of the alias.
    pub fn span(self) -> Span {
        let entry = self.entry();
        Span::new(self.document.file, entry.start, entry.end)
    }

    /// Returns the place of use: for all nodes that an alias brings, the place of the alias.
    pub fn place(self) -> Span {
        match self.alias() {
            0 => self.span(),
            alias => Node { at: alias, via: 0, ..self }.span(),
        }
    }

    /// Returns the place in the text, if it differs from the place of use.
    pub fn written_elsewhere(self) -> Option<Span> {
        self.is_by_alias().then(|| self.target().span())
    }

    /// Returns the source text, with its quotes.
    pub fn source(self) -> &'s str {
        let entry = self.target().entry();
        self.document.text.get(entry.start as usize..entry.end as usize).unwrap_or("")
    }

    /// The text of a scalar, decoded; empty for anything else.
    pub fn text(self) -> Cow<'s, str> {
        match self.raw() {
            Ok(slice) => Cow::Borrowed(slice),
            Err(decoded) => Cow::Owned(decoded.to_owned()),
        }
    }

    /// Returns the text without a copy.
    pub fn as_str(self) -> &'d str
    where
        's: 'd,
    {
        self.raw().unwrap_or_else(|decoded| decoded)
    }

    fn raw(self) -> Result<&'s str, &'d str> {
        let entry = self.target().entry();
        if entry.kind != NodeKind::Scalar {
            return Ok("");
        }
        match entry.extra.checked_sub(1) {
            Some(number) => {
                Err(self.document.decoded.get(number as usize).map_or("", String::as_str))
            }
            None => {
                let quotes = u32::from(entry.style == Style::Quoted);
                Ok(self
                    .document
                    .text
                    .get((entry.start + quotes) as usize..(entry.end - quotes) as usize)
                    .unwrap_or(""))
            }
        }
    }

    /// Whether it is null by the core schema: nothing, `~`, `null`, without quotes.
    pub fn is_null(self) -> bool {
        let entry = self.target().entry();
        // Most scalars are longer than the longest of these words.
        entry.kind == NodeKind::Scalar
            && entry.style == Style::Plain
            && entry.tag != Tag::Text
            && (entry.extra != 0 || entry.end.saturating_sub(entry.start) <= 4)
            && matches!(self.as_str(), "" | "~" | "null" | "Null" | "NULL")
    }

    /// Whether a scalar is text by its notation: quoted, a block scalar, or tagged so.
    pub fn is_text_by_notation(self) -> bool {
        let entry = self.target().entry();
        entry.style != Style::Plain || entry.tag == Tag::Text
    }

    /// The children in file order: a list's items; a mapping's keys and values in turn.
    pub fn children(self) -> impl Iterator<Item = Node<'d, 's>> {
        let node = self.target();
        let (mut at, end) = (node.at + 1, node.entry().next);
        std::iter::from_fn(move || {
            (at < end).then(|| {
                let child = Node { at, ..node };
                at = child.entry().next.max(at + 1);
                child
            })
        })
    }

    /// Returns the keys and values of a mapping. A key after which the file broke off is left out.
    pub fn pairs(self) -> impl Iterator<Item = (Node<'d, 's>, Node<'d, 's>)> {
        let mut children = self.children();
        std::iter::from_fn(move || Some((children.next()?, children.next()?)))
    }

    /// The mappings in it, itself included.
    pub fn mappings(self) -> impl Iterator<Item = Node<'d, 's>> {
        std::iter::once(self)
            .chain(self.descendants())
            .filter(|node| node.kind() == NodeKind::Mapping)
    }

    /// How many nodes it has below it.
    pub fn descendants(self) -> impl Iterator<Item = Node<'d, 's>> {
        let end = self.entry().next;
        (self.at + 1..end).map(move |at| Node { at, ..self })
    }
}
