//! Activities and priorities as lines that can be put into another file.

use std::ops::Range;

use crate::edit::comments::Comments;
use crate::edit::extent::item_lines;
use crate::edit::layout::Layout;
use crate::format::yaml::{Document, Node};

/// The lines of an item of a list, with its comments: each ends in a line break.
#[derive(Clone, Debug)]
pub(in crate::edit) struct ItemLines {
    pub text: String,
    /// The distance of the `-` to the right of the list's key.
    pub offset: usize,
}

/// The lines of a list's items.
#[derive(Clone, Debug)]
pub(in crate::edit) struct ListLines {
    /// The comment after the list's key, with the white space before it.
    pub beside: String,
    /// All lines below the key, with comments and empty lines before, between and after the items.
    pub all: ItemLines,
    /// The lines of each item.
    pub items: Vec<ItemLines>,
    /// The text before each item, and after the last one, that belongs to none: empty lines, and
    /// comments followed by an empty line.
    pub gaps: Vec<String>,
}

/// Returns the lines of each item of a list, block or not. Returns `None` if they cannot be
/// separated.
fn items(
    document: &Document<'_>,
    layout: Layout<'_>,
    key: Node<'_, '_>,
    list: Node<'_, '_>,
) -> Option<Vec<ItemLines>> {
    let lines = |text: String, offset: usize| ItemLines { text, offset };
    if let Some(ranges) = item_lines(document, layout.text, list) {
        let first = layout.skip_trivia(ranges.first()?.start);
        let offset = layout.column(first).saturating_sub(layout.column(key.span().start as usize));
        return Some(
            ranges
                .into_iter()
                .map(|range| lines(layout.slice(range.start, range.end).to_owned(), offset))
                .collect(),
        );
    }
    let (parts, _) = parts(layout, list)?;
    Some(parts.iter().map(|part| lines(part.as_item(layout.line_break), 2)).collect())
}

/// The lines of a list below its key.
pub(super) fn body(
    document: &Document<'_>,
    layout: Layout<'_>,
    key: Node<'_, '_>,
    list: Node<'_, '_>,
) -> Option<ListLines> {
    let items = items(document, layout, key, list)?;
    let offset = items.first().map_or(2, |item| item.offset);
    let ranges = item_lines(document, layout.text, list);
    let Some((end, ranges)) = ranges.and_then(|ranges| Some((ranges.last()?.end, ranges))) else {
        let text = items.iter().map(|item| item.text.as_str()).collect();
        return Some(ListLines {
            beside: String::new(),
            all: ItemLines { text, offset },
            gaps: Vec::new(),
            items,
        });
    };
    let behind = layout.behind_colon(key)?;
    let first = layout.skip_trivia(ranges.first()?.start);
    let rest = rest_of_list(layout, end, layout.column(first));
    let starts = ranges.iter().map(|range| range.start);
    let ends =
        std::iter::once(layout.next_line(behind)).chain(ranges.iter().map(|range| range.end));
    let mut gaps: Vec<String> =
        ends.zip(starts).map(|(end, start)| layout.slice(end, start).to_owned()).collect();
    gaps.push(layout.slice(end, rest).to_owned());
    let beside =
        Comments::of(layout.slice(behind, layout.line_end(behind))).first().trim_end().to_owned();
    let text = layout.slice(layout.next_line(behind), rest).to_owned();
    Some(ListLines { beside, all: ItemLines { text, offset }, items, gaps })
}

/// Returns the end of the last comment after a list, as far to the right as its `-`.
fn rest_of_list(layout: Layout<'_>, end: usize, column: usize) -> usize {
    let (mut rest, mut at) = (end, end);
    while at < layout.text.len() {
        let next = layout.next_line(at);
        let written = layout.slice(at, next).trim();
        if written.starts_with('#') && layout.column(layout.skip_blanks(at)) >= column {
            rest = next;
        } else if !written.is_empty() {
            break;
        }
        at = next;
    }
    rest
}

/// An entry between brackets, with its comments.
pub(super) struct BracketItem<'s> {
    /// Comments on lines of their own before the item.
    pub above: Vec<&'s str>,
    pub text: String,
    /// The comment after the item, with the white space before it.
    pub beside: String,
}

impl BracketItem<'_> {
    /// Returns the lines as an item of a list in the first column.
    fn as_item(&self, line_break: &str) -> String {
        let above: String =
            self.above.iter().map(|comment| format!("{comment}{line_break}")).collect();
        format!("{above}- {}{}{line_break}", self.text, self.beside)
    }
}

/// Returns the entries of a list or a mapping in brackets, and the comments after the last entry.
/// Returns `None` if there is anything else between them.
pub(super) fn parts<'s>(
    layout: Layout<'s>,
    node: Node<'_, '_>,
) -> Option<(Vec<BracketItem<'s>>, Vec<&'s str>)> {
    if !layout.is_flow(node) {
        return None;
    }
    let (open, close) = (node.span().start as usize, node.span().end as usize - 1);
    let mut places: Vec<(Range<usize>, String)> = Vec::new();
    for (key, value) in node.pairs().filter(|_| layout.at(open) == Some(b'{')) {
        let (start, colon, end) =
            (key.span().start as usize, layout.behind_colon(key)?, layout.pair_end(key, value));
        let value = layout.slice(colon, end);
        let space =
            if value.is_empty() || value.starts_with([' ', '\t', '\r', '\n']) { "" } else { " " };
        places.push((start..end, format!("{}{space}{value}", layout.slice(start, colon))));
    }
    for item in node.children().filter(|_| layout.at(open) == Some(b'[')) {
        let place = layout.start(item)..layout.end(item);
        places.push((place.clone(), layout.slice(place.start, place.end).to_owned()));
    }
    let mut parts: Vec<BracketItem<'s>> = Vec::with_capacity(places.len());
    let mut at = open + 1;
    let mut above = Vec::new();
    for (place, text) in places {
        let gap = gap(layout, at, place.start)?;
        match parts.last_mut() {
            Some(last) => last.beside = gap.first(),
            None => {
                above.extend(Some(gap.beside.trim_start()).filter(|comment| !comment.is_empty()));
            }
        }
        above.extend(gap.below.iter().map(|comment| comment.trim_start()));
        at = place.end;
        parts.push(BracketItem { above: std::mem::take(&mut above), text, beside: String::new() });
    }
    let rest = gap(layout, at, close)?;
    parts.last_mut()?.beside = rest.first();
    Some((parts, rest.below.iter().map(|comment| comment.trim_start()).collect()))
}

/// Returns the comments between two entries, with at most a comma.
fn gap(layout: Layout<'_>, from: usize, to: usize) -> Option<Comments<'_>> {
    let stretch = layout.slice(from, to);
    let comments = Comments::of(stretch);
    let bare = |line: &str| {
        line.split('#')
            .next()
            .is_some_and(|bare| bare.chars().all(|c| c.is_whitespace() || c == ','))
    };
    stretch.split('\n').all(bare).then_some(comments)
}

/// Returns a key of a mapping with its value.
pub(super) fn pair<'d, 's>(map: Node<'d, 's>, name: &str) -> Option<(Node<'d, 's>, Node<'d, 's>)> {
    map.pairs().find(|(key, _)| key.as_str() == name)
}

/// The text of an addition.
#[derive(Clone, Debug)]
pub(super) struct AdditionTexts {
    /// The priority with its activities, as an item of a list.
    pub whole: Option<ItemLines>,
    /// The text before the item that belongs to none.
    pub gap: String,
    /// The activities.
    pub body: ListLines,
}
