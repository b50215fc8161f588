//! Marks the lines in which two texts differ, as git does.

use std::ops::Range;

use similar::{Algorithm, DiffTag, TextDiff};

use super::together::Together;

/// Lines of the two texts, and whether they differ.
struct Hunk {
    lines: [Range<usize>; 2],
    differs: bool,
}

/// Returns a text with two versions of the lines that differ, between git's conflict markers. Lines
/// that belong together are marked together.
pub(super) fn mark(ours: &str, theirs: &str, together: &[Together], size: usize) -> String {
    if let (Some(ours), Some(theirs)) =
        (ours.strip_prefix('\u{feff}'), theirs.strip_prefix('\u{feff}'))
    {
        return format!("\u{feff}{}", mark(ours, theirs, together, size));
    }
    let line_break = if ours.split_inclusive('\n').next().is_some_and(|line| line.ends_with("\r\n"))
    {
        "\r\n"
    } else {
        "\n"
    };
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).diff_lines(ours, theirs);
    let ops = diff.ops().iter();
    let hunks = ops
        .map(|op| Hunk {
            lines: [op.old_range(), op.new_range()],
            differs: op.tag() != DiffTag::Equal,
        })
        .collect();
    let lines = |all: &[&str], range: &Range<usize>| all.get(range.clone()).unwrap_or(&[]).concat();
    let mut out = String::with_capacity(ours.len() + 200);
    for hunk in joined(hunks, together) {
        let [of_ours, of_theirs] = &hunk.lines;
        let (mut mine, mut other) =
            (lines(diff.old_slices(), of_ours), lines(diff.new_slices(), of_theirs));
        if !hunk.differs {
            out += &mine;
            continue;
        }
        for side in [&mut mine, &mut other] {
            if !side.is_empty() && !side.ends_with('\n') {
                *side += line_break;
            }
        }
        let (open, middle, end) = ("<".repeat(size), "=".repeat(size), ">".repeat(size));
        out += &format!(
            "{open} ours{line_break}{mine}{middle}{line_break}{other}{end} theirs{line_break}"
        );
    }
    out
}

/// Joins hunks that are consecutive, or separated only by lines that belong together with them.
fn joined(hunks: Vec<Hunk>, together: &[Together]) -> Vec<Hunk> {
    let touches = |hunk: &Hunk, group: &Together| {
        hunk.differs
            && hunk
                .lines
                .iter()
                .zip(group)
                .any(|(lines, group)| lines.start < group.end && group.start < lines.end)
    };
    // From each hunk on, up to which one they are to be one.
    let mut until: Vec<usize> = (0..hunks.len()).collect();
    for group in together {
        let near = hunks.partition_point(|hunk| {
            hunk.lines.iter().zip(group).all(|(lines, group)| lines.end < group.start)
        });
        let far = hunks.partition_point(|hunk| {
            hunk.lines.iter().zip(group).any(|(lines, group)| lines.start <= group.end)
        });
        let mut own = (near..far)
            .filter(|&number| hunks.get(number).is_some_and(|hunk| touches(hunk, group)));
        if let Some(first) = own.next()
            && let Some(until) = until.get_mut(first)
        {
            *until = own.next_back().unwrap_or(first).max(*until);
        }
    }
    let mut out: Vec<Hunk> = Vec::with_capacity(hunks.len());
    let mut end = 0;
    for (number, (hunk, until)) in hunks.into_iter().zip(until).enumerate() {
        let joins = number > 0 && number <= end
            || hunk.differs && out.last().is_some_and(|last| last.differs);
        match out.last_mut().filter(|_| joins) {
            Some(last) => {
                let [ours, theirs] = &mut last.lines;
                let [mine, other] = &hunk.lines;
                (ours.end, theirs.end) = (mine.end, other.end);
                last.differs = true;
            }
            None => out.push(hunk),
        }
        end = end.max(until);
    }
    out
}
