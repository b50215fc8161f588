//! Edits of a text: a range and its new text.

use std::ops::Range;

use super::span::Span;

/// A range of a file, and the text that replaces it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The range to replace; an empty range is a place to insert at.
    pub span: Span,
    /// The new text.
    pub text: String,
}

impl Edit {
    /// Puts `text` in the place of `span`.
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Edit { span, text: text.into() }
    }
}

/// Applies edits to the text of a file; every other byte stays. Of overlapping edits only the first
/// is applied.
///
/// Returns `None` if a span is not in the text.
pub fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in made(edits) {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        out += text.get(done..start)?;
        out += &edit.text;
        done = end.max(start);
    }
    out += text.get(done..)?;
    Some(out)
}

/// The edits that are applied, in order: the first of those that overlap.
fn made(edits: &[Edit]) -> impl Iterator<Item = &Edit> {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort();
    edits.dedup();
    let mut done = 0;
    edits.into_iter().filter(move |edit| {
        let is_made = edit.span.start >= done;
        done = if is_made { edit.span.end.max(edit.span.start) } else { done };
        is_made
    })
}

/// Maps ranges of the edited text back to the text before the edits.
#[derive(Clone, Debug, Default)]
pub struct Shifts {
    /// The old and the new stretch of each edit, in their order.
    all: Vec<(Range<u32>, Range<u32>)>,
}

impl Shifts {
    /// Makes the map of the edits of one file.
    pub fn of(edits: &[Edit]) -> Self {
        let (mut old_end, mut new_end) = (0, 0);
        let shift = |edit: &Edit| {
            let start = new_end + edit.span.start.saturating_sub(old_end);
            let new = start..start + edit.text.len() as u32;
            (old_end, new_end) = (edit.span.end.max(edit.span.start), new.end);
            (edit.span.start..edit.span.end, new)
        };
        Shifts { all: made(edits).map(shift).collect() }
    }

    /// Returns the old range of a range of the new text, extended to the edits that it touches.
    pub fn before(&self, new: Range<u32>) -> Range<u32> {
        let (start, _) = self.place(new.start);
        let (_, end) = self.place(new.end);
        start..end.max(start)
    }

    /// Returns the old place of an offset: one place, or the range that an edit replaced.
    fn place(&self, at: u32) -> (u32, u32) {
        let until = self.all.partition_point(|(_, new)| new.start <= at);
        match until.checked_sub(1).and_then(|last| self.all.get(last)) {
            None => (at, at),
            Some((old, new)) if at <= new.end => (old.start, old.end),
            Some((old, new)) => (old.end + (at - new.end), old.end + (at - new.end)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    #[test]
    fn every_other_byte_stays() {
        let edit = |start, end, text: &str| Edit::new(Span::new(FileId(0), start, end), text);
        assert_eq!(
            apply("a: dóne # c\r\n", &[edit(3, 8, "completed")]).as_deref(),
            Some("a: completed # c\r\n")
        );
        assert_eq!(
            apply("xyz", &[edit(3, 3, "!"), edit(0, 0, "¡"), edit(1, 2, ""), edit(1, 3, "w")])
                .as_deref(),
            Some("¡xz!")
        );
        assert_eq!(apply("é", &[edit(1, 2, "")]), None);
        assert_eq!(apply("é", &[edit(7, 9, "")]), None);
    }

    #[test]
    fn a_place_is_found_again_in_the_old_text() {
        let edit = |start, end, text: &str| Edit::new(Span::new(FileId(0), start, end), text);
        // `a: on\nb: x` becomes `a: ongoing\nlong: x`.
        let shifts =
            Shifts::of(&[edit(6, 7, "long"), edit(3, 5, "ongoing"), edit(4, 5, "overlaps")]);
        assert_eq!(
            (shifts.before(0..1), shifts.before(4..6), shifts.before(17..18)),
            (0..1, 3..5, 9..10)
        );
        assert_eq!((shifts.before(11..15), shifts.before(0..18)), (6..7, 0..10));
    }
}
