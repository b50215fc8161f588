//! Changes of a whole text as edits of the lines that differ.

use std::ops::Range;

use similar::{DiffTag, TextDiff};

/// The changes of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextChange {
    /// The path in the workplans folder.
    pub path: String,
    /// The text before.
    pub before: String,
    /// What takes the place of which bytes of the text before, in order.
    pub edits: Vec<(Range<usize>, String)>,
}

impl TextChange {
    /// Compares two texts of a file line by line.
    pub(super) fn of(path: &str, before: &str, after: &str) -> Self {
        let diff = TextDiff::from_lines(before, after);
        let (old, new) = (starts(diff.old_slices()), starts(diff.new_slices()));
        let bytes = |starts: &[usize], lines: Range<usize>| {
            let at = |line: usize| starts.get(line).copied().unwrap_or_default();
            at(lines.start)..at(lines.end)
        };
        let edits = diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal).map(|op| {
            let text = after.get(bytes(&new, op.new_range())).unwrap_or("");
            (bytes(&old, op.old_range()), text.to_owned())
        });
        let edits = edits.collect();
        TextChange { path: path.to_owned(), before: before.to_owned(), edits }
    }
}

/// Where each line begins, and at last the end.
fn starts(lines: &[&str]) -> Vec<usize> {
    let ends = lines.iter().scan(0, |end, line| {
        *end += line.len();
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edits_lead_from_one_text_to_the_other() {
        for (before, after) in [
            ("a\nb\nc\n", "a\nx\ny\nc\n"),
            ("a\r\nb\r\n", "a\r\nb\r\nc\r\n"),
            ("a", "a\nb"),
            ("", "a\n"),
            ("a\nb\n", ""),
            ("é\n数\n", "é\n数据\n"),
        ] {
            let change = TextChange::of("p", before, after);
            let mut text = before.to_owned();
            for (range, new) in change.edits.iter().rev() {
                text.replace_range(range.clone(), new);
            }
            assert_eq!(text, after);
        }
        let change = TextChange::of("p", "a\nb\nc\n", "a\nx\nc\n");
        assert_eq!(change.edits, [(2..4, "x\n".to_owned())]);
    }
}
