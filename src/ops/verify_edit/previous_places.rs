//! Findings in texts that are not written: at their places in the files as they are. A line that no
//! file has is not shown.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Label, Level};
use crate::report::FoundFaults;
use crate::text::{FileId, Sources, Span};

/// What is found in new texts, shown in the old ones. What is about a line that only the new text
/// has is said in words.
pub(super) fn at_old_places(
    old: &Sources,
    new: &Sources,
    found: Vec<(Level, Diagnostic)>,
) -> FoundFaults {
    let mut files: HashMap<FileId, PlaceChange> = HashMap::new();
    let mut old_place = |span: Span| {
        let change = files
            .entry(span.file)
            .or_insert_with(|| PlaceChange::between(&old[span.file].text, &new[span.file].text));
        change.old_place(span)
    };
    let (mut placed, mut unplaced) = (Vec::new(), Vec::new());
    for (level, mut finding) in found {
        let labels = std::mem::take(&mut finding.labels);
        finding.labels = labels
            .into_iter()
            .filter_map(|label| Some(Label { span: old_place(label.span)?, ..label }))
            .collect();
        match old_place(finding.span) {
            Some(span) => placed.push((level, Diagnostic { span, ..finding })),
            None => unplaced.push((level, finding)),
        }
    }
    FoundFaults { sources: old.clone(), placed, unplaced, is_counted: false }
}

/// Where two texts differ, in whole lines.
struct PlaceChange {
    /// Up to here both have the same lines.
    before: usize,
    /// From here on the new text has the same lines as the old one.
    behind: usize,
    /// How long the two are.
    lengths: [usize; 2],
}

impl PlaceChange {
    fn between(old: &str, new: &str) -> Self {
        let (old, new) = (old.as_bytes(), new.as_bytes());
        let lengths = [old.len(), new.len()];
        if old == new {
            return PlaceChange { before: new.len() + 1, behind: new.len() + 1, lengths };
        }
        let is_break = |b: &u8| *b == b'\n';
        let same = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let before = new.iter().take(same).rposition(is_break).map_or(0, |at| at + 1);
        let most = old.len().min(new.len()) - before;
        let end =
            old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
        let is_line =
            |text: &[u8]| text.len() == end || text.get(text.len() - end - 1).is_some_and(is_break);
        let first = new.len() - end;
        // What both end with may begin within a line.
        let behind = match is_line(old) && is_line(new) {
            true => first,
            false => {
                new.iter().skip(first).position(is_break).map_or(new.len() + 1, |at| first + at + 1)
            }
        };
        PlaceChange { before, behind, lengths }
    }

    /// The same line in the old text, if it has it.
    fn old_place(&self, span: Span) -> Option<Span> {
        let (first, last) = (span.start as usize, span.end as usize);
        if first < self.before && last <= self.before {
            return Some(span);
        }
        let [old, new] = self.lengths;
        let moved = |at: usize| u32::try_from((at + old).checked_sub(new)?).ok();
        if first < self.behind {
            None
        } else {
            Some(Span::new(span.file, moved(first)?, moved(last)?))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_both_have_keeps_its_place() {
        let place = |old: &str, new: &str, what: &str| {
            let at = new.find(what).map_or(0, |at| at as u32);
            let end = at + what.len() as u32;
            let old_place = PlaceChange::between(old, new).old_place(Span::new(FileId(0), at, end));
            old_place
                .and_then(|span| old.get(span.start as usize..span.end as usize))
                .map(str::to_owned)
        };
        let old = "a: 1\nb: 2\nc: 3\n";
        for (new, what, is) in [
            ("a: 1\nb: 22\nc: 3\n", "1", Some("1")),
            ("a: 1\nb: 22\nc: 3\n", "22", None),
            ("a: 1\nb: 22\nc: 3\n", "c: 3", Some("c: 3")),
            ("a: 1\nx: 9\nb: 2\nc: 3\n", "x: 9", None),
            ("a: 1\nx: 9\nb: 2\nc: 3\n", "b: 2", Some("b: 2")),
            ("a: 1\nc: 3\n", "c: 3", Some("c: 3")),
            ("a: 1\nb: 2\nc: 3\nd: 4", "d: 4", None),
            (old, "c: 3", Some("c: 3")),
        ] {
            assert_eq!(place(old, new, what).as_deref(), is, "{new}: {what}");
        }
    }
}
