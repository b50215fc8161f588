//! The comments of a file: which there are, and which a merge should have kept.

use std::collections::HashMap;
use std::ops::Range;

use crate::format::yaml::{Document, NodeKind, Style, parse};
use crate::text::FileId;

/// How often each comment is there.
type CommentCounts<'s> = HashMap<&'s str, usize>;

/// Returns the places of the comments of a document, from the `#` to the end of the line.
fn places(document: &Document<'_>, text: &str) -> Vec<Range<usize>> {
    let Some(root) = document.root() else { return Vec::new() };
    let scalars = std::iter::once(root)
        .chain(root.descendants())
        .filter(|node| !node.is_alias() && node.kind() == NodeKind::Scalar);
    let spans = scalars.map(|node| {
        let (start, end) = (node.span().start as usize, node.span().end as usize);
        // A comment can follow the sign of a block.
        let header = text
            .get(start..)
            .filter(|_| node.style() == Style::Block)
            .and_then(|rest| rest.find('\n'));
        (header.map_or(start, |line| (start + line).min(end)), end)
    });
    let (mut out, mut at) = (Vec::new(), 0);
    for (start, end) in spans.chain([(text.len(), text.len())]) {
        while let Some(between) = text.get(at..start) {
            let Some(found) = between
                .match_indices('#')
                .map(|(found, _)| at + found)
                .find(|&found| begins_comment(text, found))
            else {
                break;
            };
            let line = text
                .get(found..)
                .and_then(|rest| rest.find('\n'))
                .map_or(text.len(), |end| found + end);
            out.push(found..line);
            at = line;
        }
        at = at.max(end);
    }
    out
}

fn begins_comment(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    before.is_none_or(|before| before.is_whitespace() || before == '\u{feff}')
}

fn counts(text: &str) -> CommentCounts<'_> {
    let (document, _) = parse(FileId(0), text);
    let mut counts = CommentCounts::new();
    for place in places(&document, text) {
        for remark in parts(text.get(place).unwrap_or("")) {
            *counts.entry(remark).or_default() += 1;
        }
    }
    counts
}

/// Returns the comments that are one after the other on a line, as after a merge of two sides.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(line.trim_end());
    std::iter::from_fn(move || {
        let own = rest?;
        let end = own.get(1..).and_then(|behind| behind.find("  #")).map(|at| at + 1);
        rest = end.and_then(|end| own.get(end..)).map(str::trim_start);
        Some(end.and_then(|end| own.get(..end)).unwrap_or(own).trim_end())
    })
}

/// The comments of three versions.
pub(super) struct MergeComments<'s> {
    all: HashMap<&'s str, [usize; 3]>,
}

impl<'s> MergeComments<'s> {
    pub(super) fn new(texts: [&'s str; 3]) -> Self {
        let mut all: HashMap<&str, [usize; 3]> = HashMap::new();
        for (side, text) in texts.into_iter().enumerate() {
            for (remark, count) in counts(text) {
                if let Some(place) = all.entry(remark).or_default().get_mut(side) {
                    *place = count;
                }
            }
        }
        MergeComments { all }
    }

    /// Returns the number of comments missing from a text that every version has, or that one side
    /// has added.
    pub(super) fn missing(&self, text: &str) -> usize {
        self.lost(&[text]).len()
    }

    /// Returns the comments that are in none of these texts, although every version has them or one
    /// side has added them.
    pub(super) fn lost(&self, texts: &[&str]) -> Vec<&'s str> {
        let there: Vec<CommentCounts<'_>> = texts.iter().map(|text| counts(text)).collect();
        let wanted = |[base, ours, theirs]: [usize; 3]| match (base, ours, theirs) {
            (base, ours, theirs) if ours == base => theirs,
            (base, ours, theirs) if theirs == base => ours,
            // It is unknown which side has removed which comment.
            _ => 0,
        };
        let is_there = |remark: &str| {
            there.iter().filter_map(|counts| counts.get(remark)).max().copied().unwrap_or(0)
        };
        let lost = self.all.iter().flat_map(|(remark, counts)| {
            std::iter::repeat_n(*remark, wanted(*counts).saturating_sub(is_there(remark)))
        });
        let mut lost: Vec<&str> = lost.collect();
        lost.sort_unstable();
        lost
    }

    /// A text without the comments that are there more often than the versions account for.
    pub(super) fn without_surplus(&self, text: String) -> String {
        let most = |[base, ours, theirs]: [usize; 3]| {
            ours.max(theirs).max((ours + theirs).saturating_sub(base))
        };
        let (document, _) = parse(FileId(0), &text);
        let mut seen = CommentCounts::new();
        let mut gone: Vec<Range<usize>> = Vec::new();
        for place in places(&document, &text) {
            let remark = text.get(place.clone()).unwrap_or("").trim_end();
            let count = seen.entry(remark).or_default();
            *count += 1;
            if self.all.get(remark).is_some_and(|counts| *count > most(*counts)) {
                let before = text.get(..place.start).unwrap_or("");
                let start = before.trim_end_matches([' ', '\t']).len();
                let is_own_line =
                    start == 0 || before.get(..start).is_some_and(|before| before.ends_with('\n'));
                gone.push(
                    start..if is_own_line { (place.end + 1).min(text.len()) } else { place.end },
                );
            }
        }
        if gone.is_empty() {
            return text;
        }
        let (mut out, mut at) = (String::with_capacity(text.len()), 0);
        for range in gone {
            out += text.get(at..range.start).unwrap_or("");
            at = range.end;
        }
        out + text.get(at..).unwrap_or("")
    }
}
