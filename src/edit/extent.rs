//! The lines of list items, with the comments that belong to them.

use std::ops::Range;

use super::layout::Layout;
use crate::format::yaml::{Document, Node};

/// Returns the lines of each item of a block list. They begin with the comment lines directly above
/// its `-`. They end with its last line, its comment and line break, and the comment lines below it
/// that are further to the right than the `-`. A comment as far to the left as the `-`, with an
/// empty line after it, belongs to no item.
///
/// Returns `None` for a list in brackets, and for a list whose `-` does not begin a line each time.
pub(super) fn item_lines(
    document: &Document<'_>,
    text: &str,
    list: Node<'_, '_>,
) -> Option<Vec<Range<usize>>> {
    let layout = Layout { text, line_break: document.line_break() };
    let mut at = list.span().start as usize;
    let mut lines: Vec<Range<usize>> = Vec::new();
    for item in list.children() {
        let dash = layout.skip_properties(at);
        if layout.at(dash) != Some(b'-') || !layout.is_first_in_line(dash) {
            return None;
        }
        at = layout.end(item);
        let floor = lines.last().map_or(0, |before| before.end);
        let end = comments_below(layout, layout.next_line(at), layout.column(dash));
        lines.push(comments_above(layout, layout.line_start(dash), floor)..end);
    }
    Some(lines)
}

/// A block scalar (`|`, `>`) at the end of a file without a line break there: its text has none at
/// its end either, and would get one if a line followed.
pub(super) struct OpenBlock {
    /// The place in the sign for a `-`, which keeps the text as it is.
    pub sign: Range<usize>,
    /// The end of the block.
    pub end: usize,
}

/// Finds the block at the end of a file, if a line after it would change its text.
pub(super) fn open_block(document: &Document<'_>, text: &str) -> Option<OpenBlock> {
    if text.ends_with('\n') {
        return None;
    }
    let layout = Layout { text, line_break: document.line_break() };
    let last =
        document.root()?.descendants().last().filter(|last| layout.is_block_scalar(*last))?;
    let (start, end) = (layout.start(last), last.span().end as usize);
    let header = layout.slice(start, layout.line_end(start)).split([' ', '\t']).next()?;
    if header.contains('-')
        || layout.slice(end, text.len()).contains('\n')
        || header.len() == end - start
    {
        return None;
    }
    let sign = header.find('+').map_or(start + 1..start + 1, |at| start + at..start + at + 1);
    Some(OpenBlock { sign, end })
}

/// Whether a text ends in a block whose last line break was removed with the text after it; with
/// `+`, the break of its last empty line.
pub(super) fn lacks_break(document: &Document<'_>, text: &str) -> bool {
    if !text.ends_with('\n') {
        return open_block(document, text).is_some();
    }
    let layout = Layout { text, line_break: document.line_break() };
    let last = document.root().and_then(|root| root.descendants().last());
    last.filter(|last| layout.is_block_scalar(*last)).is_some_and(|last| {
        let (start, end) = (layout.start(last), last.span().end as usize);
        let header = layout.slice(start, layout.line_end(start)).split([' ', '\t']).next();
        header.is_some_and(|header| header.contains('+'))
            && layout.slice(end, text.len()).trim().is_empty()
    })
}

/// Returns the beginning of the comment lines directly above a line, not before `floor`.
fn comments_above(layout: Layout<'_>, line: usize, floor: usize) -> usize {
    let mut start = line;
    while start > floor {
        let above = layout.line_start(start - 1);
        if above < floor || !layout.slice(above, start).trim_start().starts_with('#') {
            break;
        }
        start = above;
    }
    start
}

/// Returns the end of the comment lines below an item whose `-` is in that column; they are further
/// to the right.
pub(super) fn comments_below(layout: Layout<'_>, line: usize, column: usize) -> usize {
    let (mut end, mut at) = (line, line);
    while at < layout.text.len() {
        let next = layout.next_line(at);
        let written = layout.slice(at, next).trim();
        if written.starts_with('#') && layout.column(layout.skip_blanks(at)) > column {
            end = next;
        } else if !written.is_empty() {
            break;
        }
        at = next;
    }
    end
}

/// Returns a text without some ranges of complete lines. Empty lines that would then be consecutive
/// are removed too.
pub(super) fn without(text: &str, gone: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for range in gone {
        out += text.get(at..range.start).unwrap_or("");
        at = range.end;
        let is_blank = |line: &str| line.trim().is_empty() && line.ends_with('\n');
        if out.lines().next_back().is_none_or(|line| line.trim().is_empty())
            || out.trim_end().ends_with(':')
        {
            at += text
                .get(at..)
                .unwrap_or("")
                .split_inclusive('\n')
                .take_while(|line| is_blank(line))
                .map(str::len)
                .sum::<usize>();
        }
    }
    out + text.get(at..).unwrap_or("")
}

/// The column of the `-` that the lines of an item begin with.
pub(super) fn column_of_dash(lines: &str) -> usize {
    let is_written = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let first = lines.lines().find(is_written).unwrap_or("");
    first.len() - first.trim_start().len()
}

/// The lines of an item, with its `-` in another column and with other line breaks.
pub(super) fn moved(lines: &str, column: usize, line_break: &str) -> String {
    let old_column = column_of_dash(lines);
    let mut new = String::with_capacity(lines.len());
    for line in lines.lines() {
        let shown = line.trim_start_matches(' ');
        if !shown.trim().is_empty() {
            let indent = (line.len() - shown.len() + column).saturating_sub(old_column);
            new += &" ".repeat(indent);
            new += shown.trim_end_matches('\r');
        }
        new += line_break;
    }
    new
}
