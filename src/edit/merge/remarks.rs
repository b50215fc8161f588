//! The comments of a file: which there are, and which a merge should have kept.

use std::collections::HashMap;
use std::ops::Range;

use crate::format::yaml::{Document, Kind, parse};
use crate::text::FileId;

/// How often each comment is there.
type Counts<'s> = HashMap<&'s str, usize>;

/// Where the comments of a document stand, from the `#` to the end of the line.
fn places(document: &Document<'_>, text: &str) -> Vec<Range<usize>> {
    let Some(root) = document.root() else { return Vec::new() };
    let scalars = std::iter::once(root).chain(root.descendants()).filter(|node| !node.is_alias() && node.kind() == Kind::Scalar);
    let spans = scalars.map(|node| (node.span().start as usize, node.span().end as usize));
    let (mut out, mut at) = (Vec::new(), 0);
    for (start, end) in spans.chain([(text.len(), text.len())]) {
        while let Some(between) = text.get(at..start) {
            let Some(found) = between.match_indices('#').map(|(found, _)| at + found).find(|&found| begins_comment(text, found)) else {
                break;
            };
            let line = text.get(found..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| found + end);
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

fn counts(text: &str) -> Counts<'_> {
    let (document, _) = parse(FileId(0), text);
    let mut counts = Counts::new();
    for place in places(&document, text) {
        *counts.entry(text.get(place).unwrap_or("").trim_end()).or_default() += 1;
    }
    counts
}

/// The comments of three versions.
pub(super) struct Remarks<'s> {
    all: HashMap<&'s str, [usize; 3]>,
}

impl<'s> Remarks<'s> {
    pub(super) fn new(texts: [&'s str; 3]) -> Self {
        let mut all: HashMap<&str, [usize; 3]> = HashMap::new();
        for (side, text) in texts.into_iter().enumerate() {
            for (remark, count) in counts(text) {
                if let Some(place) = all.entry(remark).or_default().get_mut(side) {
                    *place = count;
                }
            }
        }
        Remarks { all }
    }

    /// How many comments are missing from a text that are in each version, or that one side has added.
    pub(super) fn missing(&self, text: &str) -> usize {
        let there = counts(text);
        let wanted = |[base, ours, theirs]: [usize; 3]| match (base, ours, theirs) {
            (base, ours, theirs) if ours == base => theirs,
            (base, ours, theirs) if theirs == base => ours,
            // Who has taken out which one cannot be told.
            _ => 0,
        };
        self.all.iter().map(|(remark, counts)| wanted(*counts).saturating_sub(there.get(remark).copied().unwrap_or(0))).sum()
    }

    /// A text without the comments that are there more often than the versions account for.
    pub(super) fn without_surplus(&self, text: String) -> String {
        let most = |[base, ours, theirs]: [usize; 3]| ours.max(theirs).max((ours + theirs).saturating_sub(base));
        let (document, _) = parse(FileId(0), &text);
        let mut seen = Counts::new();
        let mut gone: Vec<Range<usize>> = Vec::new();
        for place in places(&document, &text) {
            let remark = text.get(place.clone()).unwrap_or("").trim_end();
            let count = seen.entry(remark).or_default();
            *count += 1;
            if self.all.get(remark).is_some_and(|counts| *count > most(*counts)) {
                let before = text.get(..place.start).unwrap_or("");
                let start = before.trim_end_matches([' ', '\t']).len();
                let is_own_line = start == 0 || before.get(..start).is_some_and(|before| before.ends_with('\n'));
                gone.push(start..if is_own_line { (place.end + 1).min(text.len()) } else { place.end });
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
