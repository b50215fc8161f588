use super::block_parser;
use super::document::{Document, MAX_NODES, Node};

/// An item of a list, read anew out of a text in which it alone has been rewritten: a document of
/// its own, with the places that it has in the whole text.
///
/// It stands for a reading of the whole text. The reader of plain block style goes line by line,
/// and what it makes of a line depends on the lines before it through the lists and mappings that
/// are open there alone. At the `-` of the item they are those of the old text, as all bytes before
/// it are the same. Where the item's lines end, they are again the same, as the item is the only
/// thing that its lines were found to hold, and all bytes behind them are the same. So the rest
/// reads as it did.
///
/// `None` where that cannot be said: the old text was not read line by line, the new lines cannot
/// be, they hold something else than one item, or another byte has changed. Then all of it has to
/// be read.
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
