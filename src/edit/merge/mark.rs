use similar::{Algorithm, DiffTag, TextDiff};

/// A text in which the lines that differ stand twice, between marks as git writes them.
pub(super) fn mark(ours: &str, theirs: &str, size: usize) -> String {
    if let (Some(ours), Some(theirs)) = (ours.strip_prefix('\u{feff}'), theirs.strip_prefix('\u{feff}')) {
        return format!("\u{feff}{}", mark(ours, theirs, size));
    }
    let line_break = if ours.split_inclusive('\n').next().is_some_and(|line| line.ends_with("\r\n")) { "\r\n" } else { "\n" };
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).diff_lines(ours, theirs);
    let lines = |all: &[&str], range: std::ops::Range<usize>| all.get(range).unwrap_or(&[]).concat();
    let mut out = String::with_capacity(ours.len() + 200);
    let (mut mine, mut other, mut is_open) = (String::new(), String::new(), false);
    let close = |out: &mut String, mine: &mut String, other: &mut String| {
        for side in [&mut *mine, &mut *other] {
            if !side.is_empty() && !side.ends_with('\n') {
                *side += line_break;
            }
        }
        let (open, middle, end) = ("<".repeat(size), "=".repeat(size), ">".repeat(size));
        *out += &format!("{open} ours{line_break}{mine}{middle}{line_break}{other}{end} theirs{line_break}");
        mine.clear();
        other.clear();
    };
    for op in diff.ops() {
        if op.tag() == DiffTag::Equal {
            if std::mem::take(&mut is_open) {
                close(&mut out, &mut mine, &mut other);
            }
            out += &lines(diff.old_slices(), op.old_range());
        } else {
            is_open = true;
            mine += &lines(diff.old_slices(), op.old_range());
            other += &lines(diff.new_slices(), op.new_range());
        }
    }
    if is_open {
        close(&mut out, &mut mine, &mut other);
    }
    out
}
