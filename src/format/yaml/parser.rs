use std::borrow::Cow;
use std::collections::BTreeMap;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, StructureStyle};

use super::document::{Document, MAX_DEPTH, MAX_NODES, MappingEntry, NodeKind, Style, Tag};
use super::explain::put_in_quotes;
use super::indent::{column, too_far_left};
use super::scan::{masked, node_start, refused_characters};
use super::syntax_error::{place, syntax};
use crate::diagnostic::{Diagnostic, Label, Message, fix_takes_it_out, message};
use crate::text::{Edit, FileId, Span};

/// After how many faults the rest of a file is not looked at.
const MAX_FAULTS: usize = 1_000;
/// How many values aliases may bring, beside 10 times what is written.
const MAX_ALIASED: u64 = 100_000;
/// How many refused characters are reported one by one.
const MAX_REFUSED: usize = 100;

/// Reads one file's YAML by the library. Never fails: what is wrong is told in the diagnostics, and
/// what was read before a fault is kept.
pub(super) fn by_library<'s>(file: FileId, text: &'s str) -> (Document<'s>, Vec<Diagnostic>) {
    let mut builder = TreeBuilder::new(file, text);
    builder.refuse_characters();
    builder.run();
    builder.finish()
}

/// Reads a text as one that breaks off at a place.
pub(super) fn by_library_until(file: FileId, text: &str, until: usize) -> Document<'_> {
    let mut builder = TreeBuilder { until, ..TreeBuilder::new(file, text) };
    builder.run();
    (builder.document.broken, builder.document.breaks_off) = (true, true);
    builder.finish().0
}

struct Anchor {
    node: u32,
    /// What it stands for in values, itself included; 0 while it is open.
    size: u64,
}

struct Open {
    node: u32,
    anchor: usize,
    expanded_before: u64,
    /// It stands in brackets.
    in_brackets: bool,
}

struct TreeBuilder<'s> {
    document: Document<'s>,
    faults: Vec<Diagnostic>,
    open: Vec<Open>,
    /// By the parser's anchor number.
    anchors: BTreeMap<usize, Anchor>,
    /// How many containers beyond the bound are open.
    too_deep: usize,
    /// Values so far, those that aliases bring included.
    expanded: u64,
    last_end: u32,
    /// Where the text breaks off.
    until: usize,
}

/// Whether to go on reading.
enum Go {
    On,
    Stop,
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

    /// Ends what is open; what was read, and what is wrong with it.
    fn finish(mut self) -> (Document<'s>, Vec<Diagnostic>) {
        self.close_all();
        self.document.entries.shrink_to(0);
        (self.document, self.faults)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.document.file, start as u32, end as u32)
    }

    fn fault(&mut self, span: Span, message: Message) {
        self.faults.push(syntax(span, message));
    }

    /// Whether the text breaks off before an event. What ends there might have gone on.
    fn is_behind(&self, event: &Event<'_>, end: usize) -> bool {
        end > self.until
            || end == self.until && matches!(event, Event::SequenceEnd | Event::MappingEnd)
    }

    fn refuse_characters(&mut self) {
        let text = self.document.text;
        if text.starts_with("\u{feff}\u{feff}") {
            let second = self.span('\u{feff}'.len_utf8(), 2 * '\u{feff}'.len_utf8());
            let fault = syntax(
                second,
                message!(
                    "syntax.second-byte-order-mark",
                    "the byte-order mark U+FEFF stands here a second time"
                ),
            );
            self.faults.push(Diagnostic {
                fix: Some(Edit::new(second, "")),
                ..fault.help(fix_takes_it_out())
            });
        }
        let mut found = refused_characters(text);
        for (range, c) in found.by_ref().take(MAX_REFUSED) {
            let span = self.span(range.start, range.end);
            let code = format!("{:04X}", c as u32);
            let message = match c.is_control() {
                true => message!("syntax.control-character", "control character U+{code}", code),
                false => message!(
                    "syntax.reversing-character",
                    "character that reverses the direction of text U+{code}",
                    code
                ),
            };
            let fix = Some(Edit::new(span, ""));
            let help = message!("syntax.delete-character", "delete it");
            self.faults.push(Diagnostic { fix, ..syntax(span, message).help(help) });
        }
        let rest = found.count();
        if let (Some(last), 1..) = (self.faults.last_mut(), rest) {
            last.message = message!(
                "syntax.more-characters",
                "{first}, and {rest} more such characters in this file",
                first = last.message.clone(),
                rest
            );
        }
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

    fn parser_fault(&mut self, error: &ScanError) {
        // What goes wrong in nesting beyond the bound is often only its consequence.
        if self.too_deep > 0 {
            return;
        }
        let text = self.document.text;
        let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
        let mut open = self
            .open
            .iter()
            .filter_map(|open| self.document.entries.get(open.node as usize))
            .map(|entry| entry.start as usize);
        let place = place(error.kind(), text, self.last_end as usize, at, open.next_back());
        let span = self.span(place.range.start, place.range.end);
        let reason = self.span(at, at);
        let labels = place
            .seen_at_fault
            .map(|seen| Label { span: reason, message: seen })
            .into_iter()
            .collect();
        self.faults.push(Diagnostic { help: place.help, labels, ..syntax(span, place.message) });
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
                    "over {most} faults of syntax; the rest of this file is not read",
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
                self.open((NodeKind::Mapping, style), anchor, tag_of(tag.as_deref()), start, end);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(end),
            Event::Alias(anchor) => return self.alias(anchor, start, end),
            Event::UnresolvedAlias(name) => {
                let span = self.span(start as usize, end as usize);
                let message = message!(
                    "syntax.unknown-alias",
                    "`*{name}` stands for nothing: no `&{name}` before it",
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

    /// Where the sign of a block scalar stands: behind the `-` of the items that it begins.
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

    fn push(&mut self, kind: NodeKind, style: Style, tag: Tag, start: u32, end: u32, extra: u32) {
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

    /// Something that cannot be told.
    fn push_unread(&mut self, start: u32, end: u32) {
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
            // Where nothing is written below its sign, the library's place is that of what comes
            // next.
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

    fn open(
        &mut self,
        (kind, style): (NodeKind, StructureStyle),
        anchor: usize,
        tag: Tag,
        start: u32,
        end: u32,
    ) {
        if self.too_deep > 0 || self.open.len() >= MAX_DEPTH {
            if self.too_deep == 0 {
                let span = self.span(start as usize, end as usize);
                self.fault(
                    span,
                    message!(
                        "syntax.too-deep",
                        "lists and keys are nested more than {most} deep",
                        most = MAX_DEPTH
                    ),
                );
                self.push_unread(start, end);
            }
            self.too_deep += 1;
            return;
        }
        let expanded_before = self.expanded;
        let node = self.document.entries.len() as u32;
        self.push(kind, Style::Plain, tag, start, end, 0);
        self.open.push(Open {
            node,
            anchor,
            expanded_before,
            in_brackets: style == StructureStyle::Flow,
        });
        self.set_anchor(anchor, node, 0);
    }

    /// Reports the lines of a value in brackets or quotes that are not indented more than what it
    /// stands in: YAML forbids them, and other readers refuse the file.
    fn hold_indent(&mut self, start: u32, end: u32) {
        if self.open.iter().any(|open| open.in_brackets) {
            return;
        }
        let Some(parent) =
            self.open.last().and_then(|open| self.document.entries.get(open.node as usize))
        else {
            return;
        };
        let (text, file) = (self.document.text, self.document.file);
        let least = column(text, parent.start as usize) + 1;
        for blank in too_far_left(text, start as usize..end as usize, least).take(MAX_REFUSED) {
            let span = Span::new(file, blank.start as u32, blank.end as u32);
            let place = Span { start: span.end, ..span };
            let fault = syntax(
                place,
                message!(
                    "syntax.value-indent",
                    "this line belongs to the value above, and is not indented more than the key of that value"
                ),
            );
            let fix = Some(Edit::new(span, " ".repeat(least + 1)));
            let help = message!("syntax.indent-further", "indent it further, with spaces");
            self.faults.push(Diagnostic { fix, ..fault.help(help) });
        }
    }

    fn close(&mut self, end: u32) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let next = self.document.entries.len() as u32;
        if let Some(open) = self.open.pop() {
            if let Some(start) = self
                .document
                .entries
                .get(open.node as usize)
                .map(|entry| entry.start)
                .filter(|_| open.in_brackets)
            {
                self.hold_indent(start, end);
            }
            if let Some(entry) = self.document.entries.get_mut(open.node as usize) {
                entry.next = next;
                entry.end = end.max(entry.start);
            }
            self.set_anchor(open.anchor, open.node, self.expanded - open.expanded_before);
        }
    }

    /// Ends whatever a fault has left open.
    fn close_all(&mut self) {
        let next = self.document.entries.len() as u32;
        for open in std::mem::take(&mut self.open) {
            if let Some(entry) = self.document.entries.get_mut(open.node as usize) {
                entry.next = next;
                entry.end = self.last_end.max(entry.start);
                entry.incomplete = true;
            }
        }
    }

    fn set_anchor(&mut self, anchor: usize, node: u32, size: u64) {
        if anchor > 0 {
            self.anchors.insert(anchor, Anchor { node, size });
        }
    }

    fn alias(&mut self, anchor: usize, start: u32, end: u32) -> Go {
        if self.too_deep > 0 {
            return Go::On;
        }
        let span = self.span(start as usize, end as usize);
        let Some(&Anchor { node, size }) = self.anchors.get(&anchor) else {
            let message = message!(
                "syntax.alias-too-deep",
                "this alias stands for something that is nested too deep"
            );
            self.fault(span, message);
            self.push_unread(start, end);
            return Go::On;
        };
        if size == 0 {
            let message = message!(
                "syntax.alias-of-itself",
                "this alias stands for something that it is itself a part of"
            );
            self.fault(span, message);
            self.push_unread(start, end);
            return Go::On;
        }
        self.push(NodeKind::Alias, Style::Plain, Tag::None, start, end, node);
        self.expanded = self.expanded.saturating_add(size - 1);
        if self.expanded > MAX_ALIASED + 10 * self.document.entries.len() as u64 {
            let fault = syntax(
                span,
                message!(
                    "syntax.too-many-aliases",
                    "aliases of aliases make this file larger than the program is ready to read"
                ),
            );
            let help = message!("syntax.write-values-out", "write the values out");
            self.faults.push(fault.help(help));
            return Go::Stop;
        }
        Go::On
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
