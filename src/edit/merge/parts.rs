//! The parts of a list or a mapping in brackets, with comments.

use std::ops::Range;

use crate::edit::layout::Layout;
use crate::format::yaml::{Node, NodeKind};

/// A key with its value, or an item, between brackets.
#[derive(Clone)]
pub(super) struct BracketPart<'d, 's> {
    /// The key; an item has none.
    pub key: Option<Node<'d, 's>>,
    pub node: Node<'d, 's>,
    /// The comments and empty lines above, a line each, without their indent.
    pub above: String,
    /// From the anchor or the first byte up to the last one, without the comma.
    pub code: Range<usize>,
    /// The comment after it, with the space before it.
    pub beside: String,
    /// Whether only spaces precede it on its line.
    pub begins_line: bool,
    /// The column that its lines are counted from: that of the key or the `-` around it.
    pub from: usize,
}

/// The parts between two brackets.
pub(super) struct BracketParts<'d, 's> {
    pub all: Vec<BracketPart<'d, 's>>,
    /// The comment after the opening bracket.
    pub head: String,
    /// The lines of comments before the bracket that closes, without their indent.
    pub tail: String,
    /// The space between the opening bracket and the next text on its line.
    pub padding: &'s str,
    /// The column of parts that begin a line, and of the closing bracket if it begins one.
    pub column: Option<usize>,
    pub closing: Option<usize>,
    /// Whether a comma follows the last part.
    pub has_last_comma: bool,
    pub from: usize,
}

/// White space and comments between two tokens: the comment in the first line, and the lines below
/// that are full.
struct Gap {
    beside: String,
    below: String,
    has_break: bool,
}

impl Gap {
    fn of(stretch: &str) -> Self {
        let mut lines: Vec<&str> = stretch.split('\n').collect();
        let has_break = lines.len() > 1;
        let first = lines.remove(0).trim_end();
        lines.pop();
        Gap {
            beside: first.to_owned(),
            below: lines.iter().flat_map(|line| [line.trim(), "\n"]).collect(),
            has_break,
        }
    }
}

impl<'d, 's> BracketParts<'d, 's> {
    /// The parts of a list or a mapping in brackets, whose lines are counted from a column. `None`
    /// for any other notation.
    pub(super) fn of(layout: Layout<'s>, node: Node<'d, 's>, from: usize) -> Option<Self> {
        if node.is_alias() || !layout.is_flow(node) {
            return None;
        }
        let (open, close) = (layout.start(node), (node.span().end as usize).checked_sub(1)?);
        let nodes: Vec<(Option<Node<'d, 's>>, Node<'d, 's>)> = match node.kind() {
            NodeKind::Mapping => node.pairs().map(|(key, value)| (Some(key), value)).collect(),
            _ => node.children().map(|item| (None, item)).collect(),
        };
        let (mut all, mut at): (Vec<BracketPart<'d, 's>>, usize) =
            (Vec::with_capacity(nodes.len()), open + 1);
        let (mut head, mut has_last_comma) = (String::new(), false);
        for (key, value) in nodes {
            let start = layout.skip_trivia(at);
            let gap = Gap::of(layout.slice(at, start));
            match all.last_mut() {
                Some(last) => last.beside += &gap.beside,
                None => head = gap.beside,
            }
            let first = key.map_or(value, |key| key);
            let end = key
                .map_or_else(|| layout.end(value), |key| layout.pair_end(key, value))
                .max(first.span().end as usize);
            if start > layout.start(first)
                || end < start
                || layout.slice(start, end).starts_with('?')
            {
                return None;
            }
            let mut part = BracketPart {
                key,
                node: value,
                above: gap.below,
                code: start..end,
                beside: String::new(),
                begins_line: gap.has_break,
                from,
            };
            at = layout.skip_trivia(end);
            let before_comma = Gap::of(layout.slice(end, at));
            has_last_comma = layout.at(at) == Some(b',');
            if has_last_comma {
                part.beside = [before_comma.beside.as_str()]
                    .into_iter()
                    .chain(before_comma.below.lines())
                    .filter(|note| !note.is_empty())
                    .fold(String::new(), |all, note| {
                        if all.is_empty() { note.to_owned() } else { all + "  " + note }
                    });
                at += 1;
            } else {
                at = end;
            }
            all.push(part);
        }
        let last = layout.skip_trivia(at);
        if last != close {
            return None;
        }
        let gap = Gap::of(layout.slice(at, close));
        match all.last_mut() {
            Some(last) => last.beside += &gap.beside,
            None => head = gap.beside,
        }
        let column =
            all.iter().find(|part| part.begins_line).map(|part| layout.column(part.code.start));
        let closing = gap.has_break.then(|| layout.column(close));
        let inside = layout.slice(open + 1, close);
        let padding =
            inside.get(..inside.len() - inside.trim_start_matches(' ').len()).unwrap_or("");
        Some(BracketParts {
            all,
            head,
            tail: gap.below,
            padding,
            column,
            closing,
            has_last_comma,
            from,
        })
    }

    /// Whether each of them begins a line, but for the first one perhaps.
    pub(super) fn is_tall(&self) -> bool {
        self.all.last().is_some_and(|last| last.begins_line)
            && self.all.iter().skip(1).all(|part| part.begins_line)
    }
}
