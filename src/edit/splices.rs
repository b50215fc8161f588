//! Replacements of ranges of a text, in order.

use std::ops::Range;

use crate::text::{Edit, FileId, Span};

/// The new entries of a list or a mapping, in order: kept or new.
pub(super) enum EntrySlot {
    /// The entry of that number stays.
    Keep(usize),
    /// A new one is written.
    New(String),
}

impl EntrySlot {
    pub(super) fn kept(&self) -> Option<usize> {
        if let EntrySlot::Keep(number) = self { Some(*number) } else { None }
    }

    pub(super) fn new_text(&self) -> Option<&str> {
        if let EntrySlot::New(text) = self { Some(text) } else { None }
    }
}

/// The place of each old entry among the slots, by its number; none for an entry that goes.
pub(super) fn slots_of(slots: &[EntrySlot], entries: usize) -> Vec<Option<usize>> {
    let mut found = vec![None; entries];
    for (at, slot) in slots.iter().enumerate() {
        if let Some(place @ None) = slot.kept().and_then(|number| found.get_mut(number)) {
            *place = Some(at);
        }
    }
    found
}

/// Stretches that are replaced, in the order in which they were thought of.
#[derive(Default)]
pub(super) struct Splices(Vec<(Range<usize>, String)>);

impl Splices {
    pub(super) fn replace(&mut self, range: Range<usize>, text: String) {
        self.0.push((range, text));
    }

    /// Whether text is written after a place that begins a new line there.
    pub(super) fn continue_behind(&self, at: usize) -> bool {
        self.0.iter().any(|(range, text)| range.start >= at && text.contains('\n'))
    }

    /// Whether something changes between two places.
    pub(super) fn touch(&self, from: usize, to: usize) -> bool {
        self.0.iter().any(|(range, _)| range.start < to && range.end > from)
    }

    /// Whether the last thing of a text that ends there is taken away or replaced.
    pub(super) fn cut_off(&self, end: usize) -> bool {
        self.0.iter().any(|(range, _)| range.start < end && range.end >= end)
    }

    /// Whether a block (`|`, `>`) that keeps its last line break is written at the end of a text of
    /// that length.
    pub(super) fn end_in_block(&self, length: usize) -> bool {
        let is_header = |line: &str| {
            line.split(" #")
                .next()
                .is_some_and(|line| line.trim_end().trim_end_matches('+').ends_with(['|', '>']))
        };
        self.0.iter().any(|(range, text)| {
            range.end == length && text.contains('\n') && text.lines().any(is_header)
        })
    }

    /// Returns the edits, which neither touch nor overlap.
    pub(super) fn into_edits(mut self, file: FileId) -> Vec<Edit> {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut joined: Vec<(Range<usize>, String)> = Vec::new();
        for (range, text) in self.0 {
            match joined.last_mut() {
                Some((last, before)) if last.end == range.start => {
                    last.end = range.end;
                    *before += &text;
                }
                _ => joined.push((range, text)),
            }
        }
        joined
            .into_iter()
            .map(|(range, text)| {
                Edit::new(Span::new(file, range.start as u32, range.end as u32), text)
            })
            .collect()
    }
}
