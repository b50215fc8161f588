//! Builds the tree from the events of the YAML library.

use std::borrow::Cow;
use std::collections::BTreeMap;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use super::document::{Document, MAX_NODES, MappingEntry, NodeKind, Style, Tag};
use super::error_place::syntax;
use super::explain::put_in_quotes;
use super::scan::{masked, node_start};
use super::syntax_error::conflict_mark_at_top;
use super::tree_builder::{Go, TreeBuilder};
use crate::diagnostic::{Diagnostic, Message, message};
use crate::text::{FileId, Span};

/// After how many faults the rest of a file is not looked at.
const MAX_FAULTS: usize = 1_000;

/// Reads the YAML of one file with the library. Reading never fails: errors are in the diagnostics,
/// and data before an error is kept.
pub(super) fn by_library<'s>(file: FileId, text: &'s str) -> (Document<'s>, Vec<Diagnostic>) {
    let mut builder = TreeBuilder::new(file, text);
    builder.refuse_characters();
    match conflict_mark_at_top(text) {
        Some(place) => builder.stop_at(place),
        None => builder.run(),
    }
    builder.finish()
}

/// Reads a text as one that breaks off at a place.
pub(super) fn by_library_until(file: FileId, text: &str, until: usize) -> Document<'_> {
    let mut builder = TreeBuilder { until, ..TreeBuilder::new(file, text) };
    builder.run();
    (builder.document.broken, builder.document.breaks_off) = (true, true);
    builder.finish().0
}

impl<'s> TreeBuilder<'s> {
    fn new(file: FileId, text: &'s str) -> Self {
        TreeBuilder {
            document: Document {
                file,
                text,
                entries: Vec::with_capacity(text.len() / 16),
                decoded: Vec::new(),
                broken: false,
                breaks_off: false,
                in_lines: false,
                may_hold_strays: true,
            },
            faults: Vec::new(),
            open: Vec::new(),
            anchors: BTreeMap::new(),
            too_deep: 0,
            expanded: 0,
            last_end: 0,
            until: usize::MAX,
        }
    }

    /// Closes the open levels, and returns the document with its errors.
    fn finish(mut self) -> (Document<'s>, Vec<Diagnostic>) {
        self.close_all();
        self.document.entries.shrink_to(0);
        (self.document, self.faults)
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.document.file, start as u32, end as u32)
    }

    pub(super) fn fault(&mut self, span: Span, message: Message) {
        self.faults.push(syntax(span, message));
    }

    /// Whether the text breaks off before an event. A value that ends there may have been longer.
    fn is_behind(&self, event: &Event<'_>, end: usize) -> bool {
        end > self.until
            || end == self.until && matches!(event, Event::SequenceEnd | Event::MappingEnd)
    }

    fn run(&mut self) {
        let options = granit_parser::options! {
            emit_comments: false,
            emit_unresolved_aliases: true,
        };
        let readable = if self.faults.is_empty() {
            Cow::Borrowed(self.document.text)
        } else {
            masked(self.document.text)
        };
        for next in Parser::new_from_str_with_options(&readable, options) {
            let go = match next {
                Ok((event, span))
                    if span.byte_range().is_some_and(|range| self.is_behind(&event, range.end)) =>
                {
                    Go::Stop
                }
                Ok((event, span)) => {
                    let range = span.byte_range().unwrap_or(0..0);
                    let go = self.event(event, range.start as u32, range.end as u32);
                    self.last_end = self.last_end.max(range.end as u32);
                    go
                }
                Err(error) => {
                    self.parser_fault(&error);
                    Go::Stop
                }
            };
            if matches!(go, Go::Stop) {
                self.document.broken = true;
                return;
            }
        }
    }

    fn event(&mut self, event: Event<'_>, start: u32, end: u32) -> Go {
        if self.document.entries.len() >= MAX_NODES {
            let span = self.span(start as usize, end as usize);
            self.fault(
                span,
                message!(
                    "syntax.too-many-values",
                    "more than {most} values in one file",
                    most = MAX_NODES
                ),
            );
            return Go::Stop;
        }
        if self.faults.len() >= MAX_FAULTS {
            let span = self.span(start as usize, end as usize);
            self.fault(
                span,
                message!(
                    "syntax.too-many-faults",
                    "more than {most} syntax errors; the rest of this file was not read",
                    most = MAX_FAULTS
                ),
            );
            return Go::Stop;
        }
        match event {
            Event::DocumentStart(..) if !self.document.entries.is_empty() => {
                let span = self.span(start as usize, end as usize);
                let message = message!("syntax.second-document", "a second document in one file");
                let help = message!(
                    "syntax.delete-line-or-make-two",
                    "delete the `---` line, or make two files"
                );
                self.faults.push(syntax(span, message).help(help));
                return Go::Stop;
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(&text, style, anchor, tag_of(tag.as_deref()), start, end);
            }
            Event::SequenceStart(style, anchor, tag) => {
                let start = if style == StructureStyle::Block {
                    self.indicated_start(start)
                } else {
                    start
                };
                self.open((NodeKind::Sequence, style), anchor, tag_of(tag.as_deref()), start, end);
            }
            Event::MappingStart(style, anchor, tag) => {
                if style == StructureStyle::Block {
                    self.refuse_tab_behind_dash(start as usize);
                }
                self.open((NodeKind::Mapping, style), anchor, tag_of(tag.as_deref()), start, end);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(end),
            Event::Alias(anchor) => return self.alias(anchor, start, end),
            Event::UnresolvedAlias(name) => {
                let span = self.span(start as usize, end as usize);
                let message = message!(
                    "syntax.unknown-alias",
                    "unknown alias `*{name}`: there is no `&{name}` before it",
                    name
                );
                self.faults.push(syntax(span, message).help(put_in_quotes()));
                self.push_unread(start, end);
            }
            _ => {}
        }
        Go::On
    }

    fn indicated_start(&self, content: u32) -> u32 {
        node_start(self.document.text, self.last_end as usize, content as usize) as u32
    }

    /// Returns the place of the sign of a block scalar: after the `-` signs of the items that it
    /// begins.
    fn sign_start(&self, content: u32) -> u32 {
        let mut at = self.indicated_start(content);
        while self.document.text.as_bytes().get(at as usize) == Some(&b'-') && at < content {
            at = node_start(self.document.text, at as usize + 1, content as usize) as u32;
        }
        at
    }

    /// The length of the sign of a block scalar, such as `>-`.
    fn sign_length(&self, sign: u32) -> u32 {
        let rest = self.document.text.get(sign as usize..).unwrap_or("");
        rest.bytes().take_while(|b| matches!(b, b'|' | b'>' | b'+' | b'-' | b'0'..=b'9')).count()
            as u32
    }

    pub(super) fn push(
        &mut self,
        kind: NodeKind,
        style: Style,
        tag: Tag,
        start: u32,
        end: u32,
        extra: u32,
    ) {
        self.expanded += 1;
        let next = self.document.entries.len() as u32 + 1;
        self.document.entries.push(MappingEntry {
            kind,
            style,
            tag,
            incomplete: false,
            start,
            end,
            next,
            extra,
        });
    }

    /// Adds a node for an unreadable value.
    pub(super) fn push_unread(&mut self, start: u32, end: u32) {
        self.push(NodeKind::Scalar, Style::Plain, Tag::None, start, end, 0);
        if let Some(last) = self.document.entries.last_mut() {
            last.incomplete = true;
        }
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Tag,
        start: u32,
        end: u32,
    ) {
        if self.too_deep > 0 {
            return;
        }
        let (style, quotes) = match style {
            ScalarStyle::Plain => (Style::Plain, 0),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => (Style::Quoted, 1),
            ScalarStyle::Literal | ScalarStyle::Folded => (Style::Block, 0),
        };
        let text = if style == Style::Block { self.without_break(text, start, end) } else { text };
        let written = self
            .document
            .text
            .get((start + quotes) as usize..(end.saturating_sub(quotes)) as usize);
        // The parser gives `~` for a scalar that is not written at all.
        let is_masked =
            || !self.faults.is_empty() && written.is_some_and(|written| masked(written) == text);
        let is_slice = style != Style::Block
            && (written == Some(text) || is_masked() || (start == end && style == Style::Plain));
        let extra = if is_slice {
            0
        } else {
            self.document.decoded.push(text.to_owned());
            self.document.decoded.len() as u32
        };
        let (start, end) = if style == Style::Block {
            let written =
                self.document.text.get(start as usize..end as usize).unwrap_or("").trim_end();
            let sign = self.sign_start(start);
            // If there is no text below the sign, the library gives the place of the next node.
            (
                sign,
                if text.trim().is_empty() {
                    sign + self.sign_length(sign)
                } else {
                    start + written.len() as u32
                },
            )
        } else {
            (start, end)
        };
        if style == Style::Quoted {
            self.hold_indent(start, end);
        }
        let node = self.document.entries.len() as u32;
        self.push(NodeKind::Scalar, style, tag, start, end.max(start), extra);
        self.set_anchor(anchor, node, 1);
    }

    /// The text of a block scalar: where the file ends in its last line, without a line break, the
    /// text has none there either. The library adds one.
    fn without_break<'t>(&self, text: &'t str, start: u32, end: u32) -> &'t str {
        let written = self.document.text.get(start as usize..end as usize).unwrap_or("").trim_end();
        let behind = self.document.text.get(start as usize + written.len()..).unwrap_or("");
        if behind.contains('\n') || text.trim().is_empty() {
            text
        } else {
            text.strip_suffix('\n').unwrap_or(text)
        }
    }
}

fn tag_of(tag: Option<&granit_parser::Tag>) -> Tag {
    match tag {
        None => Tag::None,
        Some(tag) if tag.is_yaml_core_schema_tag("str") => Tag::Text,
        Some(tag) if tag.core_suffix().is_some() => Tag::Core,
        Some(tag) if tag.to_string() == "!" => Tag::Text,
        Some(_) => Tag::Foreign,
    }
}

#[cfg(test)]
mod tests;
