//! The difference of two texts by lines, in time that grows with their length, however much
//! differs.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff, group_diff_ops};

/// How many lines of two texts are compared line by line. What is longer is first taken apart at
/// the lines that each text has once; a stretch without such a line that is longer still counts as
/// replaced.
const MOST: usize = 4_000;

/// How many lines are shown around a change.
const CONTEXT: usize = 3;

/// The hunks of a unified diff, each with its header; nothing where the texts are the same.
pub(crate) fn hunks(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let mut out = String::new();
    for group in
        group_diff_ops(DiffLines { old: &old, new: &new, ops: Vec::new() }.compare(), CONTEXT)
    {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let old_lines = first.old_range().start..last.old_range().end;
        let new_lines = first.new_range().start..last.new_range().end;
        let _ = writeln!(out, "@@ -{} +{} @@", LineRange(old_lines), LineRange(new_lines));
        for op in &group {
            let is_equal = matches!(op, DiffOp::Equal { .. });
            if !is_equal {
                write_lines(&mut out, '-', old.get(op.old_range()));
            }
            write_lines(&mut out, if is_equal { ' ' } else { '+' }, new.get(op.new_range()));
        }
    }
    out
}

fn write_lines(out: &mut String, sign: char, lines: Option<&[&str]>) {
    for line in lines.unwrap_or_default() {
        out.push(sign);
        *out += line;
        if !line.ends_with('\n') {
            *out += "\n\\ No newline at end of file\n";
        }
    }
}

/// Lines as the header of a hunk names them: the first one, from 1, and how many.
struct LineRange(Range<usize>);

impl std::fmt::Display for LineRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0.len() {
            1 => write!(f, "{}", self.0.start + 1),
            0 => write!(f, "{},0", self.0.start),
            many => write!(f, "{},{many}", self.0.start + 1),
        }
    }
}

struct DiffLines<'t> {
    old: &'t [&'t str],
    new: &'t [&'t str],
    ops: Vec<DiffOp>,
}

impl DiffLines<'_> {
    fn compare(mut self) -> Vec<DiffOp> {
        let is_same = |(old, new): &(&&str, &&str)| old == new;
        let before = self.old.iter().zip(self.new).take_while(is_same).count();
        let rest = self.old.len().min(self.new.len()) - before;
        let behind =
            self.old.iter().rev().zip(self.new.iter().rev()).take(rest).take_while(is_same).count();
        let (old, new) = (before..self.old.len() - behind, before..self.new.len() - behind);
        self.equal(0, 0, before);
        if old.len() + new.len() <= MOST {
            self.gap(old.clone(), new.clone());
        } else {
            let (mut old_at, mut new_at) = (old.start, new.start);
            for (old_line, new_line) in self.anchors(old.clone(), new.clone()) {
                self.gap(old_at..old_line, new_at..new_line);
                self.equal(old_line, new_line, 1);
                (old_at, new_at) = (old_line + 1, new_line + 1);
            }
            self.gap(old_at..old.end, new_at..new.end);
        }
        self.equal(old.end, new.end, behind);
        self.ops
    }

    fn equal(&mut self, old_index: usize, new_index: usize, len: usize) {
        if let Some(DiffOp::Equal { len: last, .. }) = self.ops.last_mut() {
            *last += len;
        } else if len > 0 {
            self.ops.push(DiffOp::Equal { old_index, new_index, len });
        }
    }

    /// What lies between two lines that both texts have.
    fn gap(&mut self, old: Range<usize>, new: Range<usize>) {
        if old.len() + new.len() > MOST && !old.is_empty() && !new.is_empty() {
            self.ops.push(DiffOp::Replace {
                old_index: old.start,
                old_len: old.len(),
                new_index: new.start,
                new_len: new.len(),
            });
            return;
        }
        for op in capture_diff(Algorithm::Myers, self.old, old, self.new, new) {
            match op {
                DiffOp::Equal { old_index, new_index, len } => {
                    self.equal(old_index, new_index, len);
                }
                op => self.ops.push(op),
            }
        }
    }

    /// Lines that both texts have just once: as many as follow each other in the same order.
    fn anchors(&self, old: Range<usize>, new: Range<usize>) -> Vec<(usize, usize)> {
        let in_new = once(self.new, new);
        let in_old = once(self.old, old).into_iter();
        let mut pairs: Vec<(usize, usize)> =
            in_old.filter_map(|(line, at)| Some((at?, (*in_new.get(line)?)?))).collect();
        pairs.sort_unstable();
        longest_rise(&pairs)
    }
}

/// The lines of a stretch, each with its number if it is there once.
fn once<'t>(lines: &[&'t str], stretch: Range<usize>) -> HashMap<&'t str, Option<usize>> {
    let mut found = HashMap::new();
    for number in stretch {
        if let Some(line) = lines.get(number) {
            found.entry(*line).and_modify(|at| *at = None).or_insert(Some(number));
        }
    }
    found
}

/// Longest rising subsequence by the second number.
fn longest_rise(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // Of the rises of each length the one that ends lowest: the number of its last pair.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let value = |number: usize| pairs.get(number).map(|pair| pair.1);
    for (number, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| value(end) < Some(pair.1));
        before.push(length.checked_sub(1).and_then(|last| ends.get(last)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = number,
            None => ends.push(number),
        }
    }
    let mut rise = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(number) = at {
        rise.extend(pairs.get(number));
        at = before.get(number).copied().flatten();
    }
    rise.reverse();
    rise
}

#[cfg(test)]
mod tests {
    use super::*;
    use similar::TextDiff;

    /// The diff as it is worked out where all lines are compared with all.
    fn plain(before: &str, after: &str) -> String {
        TextDiff::from_lines(before, after).unified_diff().context_radius(CONTEXT).to_string()
    }

    #[test]
    fn says_what_a_complete_comparison_says() {
        for (before, after) in [
            ("", ""),
            ("a\n", "a\n"),
            ("", "a\n"),
            ("a\n", ""),
            ("a", "a\n"),
            ("a\nb", "a\nc"),
            ("a\r\nb\r\n", "a\r\nc\r\n"),
        ] {
            assert_eq!(hunks(before, after), plain(before, after), "{before:?} {after:?}");
        }
        let long: String = (0..40).map(|n| format!("line {n}\n")).collect();
        for (from, to) in [
            ("line 3\n", ""),
            ("line 3\n", "x\ny\n"),
            ("line 39\n", "line 39"),
            ("line 20\nline 21\n", "line 21\nline 20\n"),
        ] {
            assert_eq!(
                hunks(&long, &long.replace(from, to)),
                plain(&long, &long.replace(from, to))
            );
        }
    }

    #[test]
    fn a_long_text_with_a_change_everywhere() {
        let text = |day: &str| {
            (0..6_000)
                .map(|n| format!("- id: {n}\n  due: {day}\n  status: ongoing\n"))
                .collect::<String>()
        };
        let (before, after) = (text("30/06/2024"), text("2024-06-30"));
        let diff = hunks(&before, &after);
        let count = |sign: &str| diff.lines().filter(|line| line.starts_with(sign)).count();
        assert_eq!(
            (count("@@"), count("-  due"), count("+  due"), count(" - id")),
            (1, 6_000, 6_000, 6_000)
        );
        assert_eq!((count("-"), count("+")), (6_000, 6_000));
        // Nothing in common but what comes twice: replaced.
        let (before, after) = ("x\ny\n".repeat(3_000), "y\nz\n".repeat(3_000));
        let diff = hunks(&before, &after);
        assert_eq!(diff.lines().filter(|line| line.starts_with(['-', '+'])).count(), 12_000);
    }
}
