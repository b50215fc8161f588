//! Comments and empty lines of three versions made one.

use super::outcome::Favour;
use super::three_way::{Merging, ThreeWay};
use crate::edit::value::{Value, ValueItem};

/// Lines in another column, as far to the right of it as they were of the old one.
pub(super) fn shifted(lines: &str, from: usize, to: usize) -> String {
    if from == to {
        return lines.to_owned();
    }
    let mut out = String::with_capacity(lines.len() + 16);
    for line in lines.split_inclusive('\n') {
        let shown = line.trim_start_matches(' ');
        if shown.trim().is_empty() {
            out += shown;
        } else {
            out.extend(std::iter::repeat_n(
                ' ',
                (line.len() - shown.len() + to).saturating_sub(from),
            ));
            out += shown;
        }
    }
    out
}

/// Merges lines of three versions: lines added by one side are added, and lines removed by one side
/// are removed.
pub(super) fn lines([base, ours, theirs]: [Option<&str>; 3]) -> String {
    let (ours, theirs) = match (ours, theirs) {
        (Some(ours), Some(theirs)) => (ours, theirs),
        (Some(own), None) | (None, Some(own)) => return own.to_owned(),
        (None, None) => return String::new(),
    };
    if ours == theirs || base == Some(theirs) {
        return ours.to_owned();
    }
    if base == Some(ours) {
        return theirs.to_owned();
    }
    let list = |text: &str| {
        let item =
            |line: &str| ValueItem { origin: None, value: Value::Text(line.trim_end().into()) };
        Value::List(text.lines().map(item).collect())
    };
    let (base, ours, theirs) = (list(base.unwrap_or("")), list(ours), list(theirs));
    let three = ThreeWay { base: Some(&base), ours: Some(&ours), theirs: Some(&theirs) };
    let Some(Value::List(merged)) = Merging::new(Favour::Ours).value(three) else {
        return String::new();
    };
    merged.iter().filter_map(|item| item.value.as_text()).flat_map(|line| [line, "\n"]).collect()
}

/// Splits a text into its first empty lines and the rest.
pub(super) fn blanks(lines: &str) -> (usize, &str) {
    let (mut count, mut rest) = (0, lines);
    while let Some((_, behind)) = rest.split_once('\n').filter(|(line, _)| line.trim().is_empty()) {
        (count, rest) = (count + 1, behind);
    }
    (count, rest)
}

/// The comment at the end of a line that three versions make, with the space before it.
pub(super) fn comment([base, ours, theirs]: [Option<&str>; 3]) -> String {
    match (ours, theirs) {
        (Some(ours), Some(theirs))
            if ours.trim() == theirs.trim() || base.map(str::trim) == Some(theirs.trim()) =>
        {
            ours.to_owned()
        }
        (Some(ours), Some(theirs)) if base.map(str::trim) == Some(ours.trim()) => theirs.to_owned(),
        (Some(ours), Some(theirs)) if ours.trim().is_empty() => theirs.to_owned(),
        (Some(ours), Some(theirs)) if theirs.trim().is_empty() => ours.to_owned(),
        // The result does not depend on which side is which.
        (Some(ours), Some(theirs)) if ours.trim() <= theirs.trim() => {
            format!("{}  {}", ours.trim_end(), theirs.trim())
        }
        (Some(ours), Some(theirs)) => format!("{}  {}", theirs.trim_end(), ours.trim()),
        (one, other) => one.or(other).unwrap_or("").to_owned(),
    }
}
