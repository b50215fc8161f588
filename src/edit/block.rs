//! Changes lists and mappings with one entry per line.

use std::ops::Range;

use super::extent::comments_below;
use super::layout::Layout;
use super::splices::{EntrySlot, Splices, slots_of};

/// Changes a list or a mapping with one entry per line: removes lines and inserts new ones.
///
/// `entries` are the places of the present entries, from the `-` or the key to the last byte. There
/// is at least one.
pub(super) fn splice(
    layout: Layout<'_>,
    entries: &[Range<usize>],
    slots: &[EntrySlot],
    out: &mut Splices,
) {
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return };
    let column = layout.column(first.start);
    let new_line = format!("{}{}", layout.line_break, " ".repeat(column));
    let kept: Vec<usize> = slots.iter().filter_map(EntrySlot::kept).collect();
    let slot_of = slots_of(slots, entries.len());
    let news = |from: Option<usize>| -> Vec<&str> {
        let start = from.and_then(|kept| *slot_of.get(kept)?).map_or(0, |at| at + 1);
        slots.iter().skip(start).map_while(EntrySlot::new_text).collect()
    };
    let head = news(None);
    let Some(&first_kept) = kept.first() else {
        return out.replace(first.start..last.end, head.join(&new_line));
    };
    // The first entry may share its line with the `-` of the list that it is an item of.
    if first_kept > 0 && !layout.is_first_in_line(first.start) {
        let Some((before, next)) = entries.get(first_kept - 1).zip(entries.get(first_kept)) else {
            return;
        };
        let has_comment = layout.slice(layout.line_end(before.end), next.start).contains('#');
        let (end, joint) = if has_comment {
            (layout.line_end(before.end), "")
        } else {
            (next.start, new_line.as_str())
        };
        let text = if head.is_empty() { String::new() } else { head.join(&new_line) + joint };
        let above = layout.slice(0, first.start);
        let start =
            if text.is_empty() && has_comment { above.trim_end_matches(' ') } else { above }.len();
        out.replace(start..end, text);
    } else {
        remove(layout, entries, 0..first_kept, out);
        if let (false, Some(next)) = (head.is_empty(), entries.get(first_kept)) {
            out.replace(next.start..next.start, head.join(&new_line) + &new_line);
        }
    }
    for (number, &entry) in kept.iter().enumerate() {
        let until = kept.get(number + 1).copied().unwrap_or(entries.len());
        let (added, Some(place)) = (news(Some(entry)), entries.get(entry)) else { continue };
        if !added.is_empty() {
            let at = below(layout, place.end, column);
            out.replace(
                at..at,
                added.iter().map(|text| lead(layout, text, &new_line) + text).collect::<String>(),
            );
        }
        remove(layout, entries, entry + 1..until, out);
    }
}

/// Returns the end of the last line of an entry: a comment below it that is further to the right
/// belongs to it.
pub(super) fn below(layout: Layout<'_>, end: usize, column: usize) -> usize {
    let next = layout.next_line(end);
    match comments_below(layout, next, column) {
        same if same == next => layout.line_end(end),
        end if layout.slice(0, end).ends_with('\n') => layout.line_end(layout.line_start(end - 1)),
        end => end,
    }
}

/// Returns the text before a new entry: a line break and the indent, or only the break for an empty
/// line.
fn lead(layout: Layout<'_>, text: &str, new_line: &str) -> String {
    if text.starts_with(layout.line_break) {
        layout.line_break.to_owned()
    } else {
        new_line.to_owned()
    }
}

/// Removes complete lines, each with the line break before it and with comments at the end.
/// Comments on lines of their own stay.
fn remove(layout: Layout<'_>, entries: &[Range<usize>], numbers: Range<usize>, out: &mut Splices) {
    for entry in entries.get(numbers).unwrap_or(&[]) {
        let start = layout.line_start(entry.start);
        match start.checked_sub(1).filter(|&at| layout.at(at) == Some(b'\n')) {
            Some(line_break) => out.replace(
                layout.line_end(layout.line_start(line_break))..layout.line_end(entry.end),
                String::new(),
            ),
            None => out.replace(start..layout.next_line(entry.end), String::new()),
        }
    }
}

/// Moves comments to the left, as far as the entries, if they would become text of a block (`|`,
/// `>`) that is then above them. They are below a removed line. New lines are inserted below such
/// comments.
pub(super) fn pull_in_comments(
    layout: Layout<'_>,
    entries: &[Range<usize>],
    slots: &[EntrySlot],
    is_open: impl Fn(usize) -> bool,
    out: &mut Splices,
) {
    let column = entries.first().map_or(0, |first| layout.column(first.start));
    // Whether the text above would include a comment.
    let mut takes = false;
    let slot_of = slots_of(slots, entries.len());
    for (number, (entry, slot)) in entries.iter().zip(slot_of).enumerate() {
        let new =
            slot.and_then(|slot| slots.iter().skip(slot + 1).map_while(EntrySlot::new_text).last());
        if slot.is_some() {
            takes = new.map_or_else(|| is_open(number), ends_in_block_scalar);
        }
        if takes && slot.is_none() {
            pull_in(layout, layout.next_line(entry.end), column, out);
        }
    }
}

/// Moves consecutive comment lines, from this line on, to a column that is not to the right of this
/// one.
fn pull_in(layout: Layout<'_>, mut line: usize, column: usize, out: &mut Splices) {
    loop {
        let written = layout.skip_blanks(line);
        match layout.at(written) {
            Some(b'#') => out.replace((line + column).min(written)..written, String::new()),
            Some(b'\r' | b'\n') => {}
            _ => return,
        }
        line = layout.next_line(line);
    }
}

/// Whether a new entry ends in a block scalar: all lines below its last `|` are further to the
/// right than its parent.
fn ends_in_block_scalar(text: &str) -> bool {
    let is_header = |line: &&str| [" |", " |-", " |+"].iter().any(|end| line.ends_with(end));
    let lines: Vec<&str> = text.lines().collect();
    let Some(at) = lines.iter().rposition(is_header) else { return false };
    let column = |line: &str| line.len() - line.trim_start_matches(' ').len();
    // A key after a `-` is to the right of it.
    let own = lines.get(at).map_or(0, |line| match line.trim_start().starts_with("- |") {
        true => column(line),
        false => line.len() - line.trim_start_matches([' ', '-']).len(),
    });
    lines.iter().skip(at + 1).all(|line| line.is_empty() || column(line) > own)
}
