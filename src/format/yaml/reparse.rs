//! Reads one rewritten item of a list again, instead of the complete text.

use super::block_parser;
use super::document::{Document, MAX_NODES, Node};

/// Reads one item of a list again, from a text in which only this item was rewritten. The result is
/// a document of its own, with the places in the complete text.
///
/// The result equals a reading of the complete text. The reader of plain block style works line by
/// line, and the meaning of a line depends on earlier lines only through the open lists and
/// mappings. At the `-` of the item they are those of the old text, because all bytes before it are
/// equal. At the end of the item they are equal again, because its lines hold exactly one item. All
/// bytes after it are equal too, so the rest reads as before.
///
/// Returns `None` if this cannot be shown: the old text was not read line by line, the new lines
/// cannot be, they hold something other than one item, or another byte has changed. The complete
/// text then has to be read.
pub fn reread<'t>(
    old: &Document<'_>,
    above: &[Node<'_, '_>],
    number: usize,
    new: &'t str,
) -> Option<Document<'t>> {
    let list = above.last().filter(|_| old.in_lines)?;
    let mut items = list.children().skip(number);
    let item = items.next()?;
    let (start, column) = dash(old.text, item.span().start as usize)?;
    let end = match items.next() {
        Some(next) => dash(old.text, next.span().start as usize)?.0,
        None => {
            let end = list.span().end as usize;
            if end == old.text.len() { end } else { line_start(old.text, end) }
        }
    };
    let (before, behind) = (old.text.get(..start)?, old.text.get(end..)?);
    let (lines, new_end) =
        (new.strip_prefix(before)?.strip_suffix(behind)?, new.len() - behind.len());
    let is_cut_at_a_line = behind.is_empty() || lines.ends_with('\n');
    let is_small = old.entries.len() + lines.len() < MAX_NODES;
    (is_cut_at_a_line && is_small)
        .then(|| block_parser::read_item(old.file, new, start..new_end, above.len(), column))
        .flatten()
}

/// The line with the `-` of an item that begins on it, and the column of the `-`.
fn dash(text: &str, item: usize) -> Option<(usize, usize)> {
    let start = line_start(text, item);
    let before = text.get(start..item)?;
    let column = before.len() - before.trim_start_matches(' ').len();
    (before.trim() == "-").then_some((start, column))
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |line_break| line_break + 1)
}
