//! Changes lists and mappings in brackets.

use std::ops::Range;

use super::comments::below_in_brackets;
use super::layout::Layout;
use super::splices::{EntrySlot, Splices};

/// Changes a list or a mapping in brackets: `open` and `close` are the places of the brackets,
/// `entries` those between them.
pub(super) fn splice(
    layout: Layout<'_>,
    open: usize,
    close: usize,
    entries: &[Range<usize>],
    slots: &[EntrySlot],
    out: &mut Splices,
) {
    let flow = Flow { layout, open, entries };
    let separator = flow.separator();
    let join = |news: &[&str]| news.join(&format!(",{separator}"));
    let kept: Vec<usize> = slots.iter().filter_map(EntrySlot::kept).collect();
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
        let news: Vec<&str> = slots.iter().filter_map(EntrySlot::new_text).collect();
        if layout.slice(open, close).contains('#') {
            let (at, line) = below_in_brackets(layout, open, close, &join(&news));
            return out.replace(at..at, line);
        }
        return out.replace(open + 1..close, join(&news));
    };
    if kept.is_empty() {
        let news: Vec<&str> = slots.iter().filter_map(EntrySlot::new_text).collect();
        return out.replace(first.start..last.end, join(&news));
    }
    let mut before: Option<usize> = None;
    let mut news: Vec<&str> = Vec::new();
    for slot in slots {
        match slot {
            EntrySlot::New(text) => news.push(text),
            EntrySlot::Keep(number) => {
                flow.remove_before(before.map_or(0, |before| before + 1)..*number, out);
                if let (false, Some(entry)) = (news.is_empty(), entries.get(*number)) {
                    flow.insert_before(
                        entry,
                        before.filter(|before| before + 1 == *number),
                        &join(&news),
                        &separator,
                        out,
                    );
                }
                news.clear();
                before = Some(*number);
            }
        }
    }
    let Some(before) = before else { return };
    let rest = before + 1..entries.len();
    if let (false, false, Some(next)) = (rest.is_empty(), news.is_empty(), entries.get(before + 1))
    {
        return out.replace(next.start..last.end, join(&news));
    }
    if !rest.is_empty() {
        flow.remove_last(rest, out);
    } else if !news.is_empty() {
        flow.append(&join(&news), &separator, out);
    }
}

struct Flow<'a, 's> {
    layout: Layout<'s>,
    open: usize,
    entries: &'a [Range<usize>],
}

impl Flow<'_, '_> {
    /// Returns the white space after a comma.
    fn separator(&self) -> String {
        let layout = self.layout;
        let (first, second) = (self.entries.first(), self.entries.get(1));
        let space = match (first, second) {
            (Some(first), Some(second)) => layout
                .slice(self.comma(first.end).map_or(first.end, |comma| comma + 1), second.start),
            (Some(first), None) => layout.slice(self.open + 1, first.start),
            _ => "",
        };
        match space.rfind('\n') {
            _ if space.is_empty() => " ".to_owned(),
            None if space.trim().is_empty() => space.to_owned(),
            Some(line_break) => {
                format!("{}{}", layout.line_break, space.get(line_break + 1..).unwrap_or(""))
            }
            None => " ".to_owned(),
        }
    }

    /// Returns the place of the comma after an entry.
    fn comma(&self, end: usize) -> Option<usize> {
        let at = self.layout.skip_trivia(end);
        (self.layout.at(at) == Some(b',')).then_some(at)
    }

    /// Inserts entries before another one, and before the comments above it.
    fn insert_before(
        &self,
        entry: &Range<usize>,
        before: Option<usize>,
        news: &str,
        separator: &str,
        out: &mut Splices,
    ) {
        let layout = self.layout;
        let comma = before.and_then(|before| self.comma(self.entries.get(before)?.end));
        let ends_line = |comma: &usize| layout.slice(*comma, entry.start).contains('\n');
        let line = comma
            .filter(ends_line)
            .map(|comma| layout.line_end(comma))
            .filter(|&line| layout.slice(line, entry.start).contains('#'));
        match line {
            Some(line) => out.replace(line..line, format!("{}{news},", self.line_below(entry))),
            None => out.replace(entry.start..entry.start, format!("{news},{separator}")),
        }
    }

    /// Removes entries before another one that stays.
    fn remove_before(&self, numbers: Range<usize>, out: &mut Splices) {
        let layout = self.layout;
        let (Some(first), Some(last), Some(next)) = (
            self.entries.get(numbers.start),
            numbers.end.checked_sub(1).and_then(|last| self.entries.get(last)),
            self.entries.get(numbers.end),
        ) else {
            return;
        };
        if numbers.is_empty() {
            return;
        }
        let behind = self.comma(last.end).map_or(last.end, |comma| comma + 1);
        let until = match layout.slice(last.end, next.start).contains('#') {
            false => next.start,
            // The comment of an entry is removed with it. Comments on lines of their own stay, and
            // so does the comment of the entry before.
            true if self.is_first_entry_in_line(first.start) => {
                layout.skip_white(layout.line_end(behind))
            }
            true => layout.skip_blanks(behind),
        };
        // A comment needs a space before it.
        let is_bare = layout.at(until) == Some(b'#')
            && !layout.slice(0, first.start).ends_with([' ', '\t', '\n']);
        out.replace(first.start..until, if is_bare { " ".to_owned() } else { String::new() });
    }

    /// Whether no other entry ends on the line before the entry that begins there.
    fn is_first_entry_in_line(&self, start: usize) -> bool {
        let line = self.layout.line_start(start);
        // The entries are consecutive.
        let until = self.entries.partition_point(|entry| entry.end <= start);
        until
            .checked_sub(1)
            .and_then(|last| self.entries.get(last))
            .is_none_or(|last| last.end < line)
    }

    /// Takes the last entries away, and the comma before them.
    fn remove_last(&self, numbers: Range<usize>, out: &mut Splices) {
        let layout = self.layout;
        let (Some(before), Some(first), Some(last)) = (
            numbers.start.checked_sub(1).and_then(|before| self.entries.get(before)),
            self.entries.get(numbers.start),
            self.entries.last(),
        ) else {
            return;
        };
        let behind = self.comma(last.end).map_or(last.end, |comma| comma + 1);
        let own_line = layout.is_first_in_line(first.start);
        let has_comment = own_line && layout.at(layout.skip_blanks(behind)) == Some(b'#');
        if !layout.slice(before.end, first.start).contains('#') {
            let end = if has_comment { layout.line_end(behind) } else { last.end };
            // A colon without a value needs a space before the next text.
            let space =
                if layout.slice(before.start, before.end).ends_with(':') { " " } else { "" };
            return out.replace(before.end..end, space.to_owned());
        }
        if let Some(comma) = self.comma(before.end) {
            out.replace(comma..comma + 1, String::new());
        }
        let ends_line = has_comment || layout.skip_blanks(behind) == layout.line_end(behind);
        if own_line && ends_line {
            out.replace(layout.line_start(first.start)..layout.next_line(behind), String::new());
        } else {
            out.replace(first.start..behind, String::new());
        }
    }

    /// Appends entries after the last one.
    fn append(&self, news: &str, separator: &str, out: &mut Splices) {
        let layout = self.layout;
        let (Some(first), Some(last)) = (self.entries.first(), self.entries.last()) else { return };
        let comma = self.comma(last.end);
        let behind = comma.map_or(last.end, |comma| comma + 1);
        let after = layout.skip_blanks(behind);
        if comma.is_none() {
            let is_bare = layout.slice(last.start, last.end).ends_with(':');
            out.replace(last.end..last.end, if is_bare { " ," } else { "," }.to_owned());
        }
        let end = if comma.is_some() { "," } else { "" };
        // A comment after the last entry stays with it.
        let has_comment = layout.at(after) == Some(b'#');
        let at = if has_comment { layout.line_end(after) } else { behind };
        let separator = if has_comment && !separator.contains('\n') {
            self.line_below(first)
        } else {
            separator.to_owned()
        };
        out.replace(at..at, format!("{separator}{news}{end}"));
    }

    /// The break and the indent of a line that begins in the column of an entry.
    fn line_below(&self, entry: &Range<usize>) -> String {
        format!("{}{}", self.layout.line_break, " ".repeat(self.layout.column(entry.start)))
    }
}
