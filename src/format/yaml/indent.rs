//! Faults in the indent of a line: a key that is too far left or right, and characters in it that cannot be seen.

use std::ops::Range;

use super::fault::Place;
use crate::text::{is_odd_space, unseen_label, unseen_name, without_unseen};

/// How many lines before a fault are looked at for the keys beside it.
const LINES_BEFORE: usize = 400;
/// By how much a slip of the indent can be off.
const MOST_OFF: usize = 3;

/// A key whose indent is near that of the keys above it, and fits none of the mappings that are open there.
pub(super) fn key_beside_others(text: &str, line: usize) -> Option<Place> {
    let (own, key) = key_of(text.get(line..)?.lines().next()?)?;
    let mut fits = Vec::new();
    let mut lowest = usize::MAX;
    // The innermost keys that are open before the line, from the line upwards.
    for above in text.get(..line)?.lines().rev().take(LINES_BEFORE) {
        let Some((indent, _)) = key_of(above) else { continue };
        if indent < lowest {
            fits.push(indent);
            let dash = above.len() - above.trim_start_matches(' ').len();
            // A list may begin in the column of its key.
            lowest = if dash < indent { dash + 1 } else { indent };
        }
        if indent < own {
            break;
        }
    }
    if fits.contains(&own) {
        return None;
    }
    let beside =
        fits.iter().copied().filter(|fit| fit.abs_diff(own) <= MOST_OFF).min_by_key(|fit| (fit.abs_diff(own), usize::MAX - fit))?;
    let spaces = |number: usize| if number == 1 { "1 space".to_owned() } else { format!("{number} spaces") };
    let side = if own < beside { "left" } else { "right" };
    let start = line + own;
    Some(Place {
        message: format!("the key `{key}` is too far {side}: {} before it, and {} before the keys above", spaces(own), spaces(beside)),
        help: Some("give the keys of one activity, or of one part of it, the same indent"),
        ..Place::at(start..start + key.len())
    })
}

/// The column and the name of the key that a line begins with, also behind the `-` of an item.
fn key_of(line: &str) -> Option<(usize, &str)> {
    let mut rest = line.trim_start_matches(' ');
    while let Some(item) = rest.strip_prefix("- ") {
        rest = item.trim_start_matches(' ');
    }
    let (key, behind) = rest.split_once(':')?;
    let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (is_key && (behind.is_empty() || behind.starts_with([' ', '\r']))).then(|| (line.len() - rest.len(), key))
}

/// The same in all the lines behind a place that begin with a key or an item otherwise.
pub(super) fn unseen_behind(text: &str, at: usize) -> impl Iterator<Item = Place> {
    let rest = text.get(at..).unwrap_or("");
    let lines = memchr::memchr_iter(b'\n', rest.as_bytes()).map(move |end| at + end + 1);
    let is_line_of_key = move |line: &usize| {
        let content = text.get(*line..).and_then(|rest| rest.lines().next()).filter(|content| !content.is_ascii());
        content.is_some_and(|content| key_of(&without_unseen(content, " ")).is_some())
    };
    lines.filter(is_line_of_key).filter_map(|line| unseen_in(text, line))
}

/// The characters of a line that cannot be seen and stand where a space, a key or an item is expected: in the indent, or behind a colon or a `-`.
pub(super) fn unseen_in(text: &str, line: usize) -> Option<Place> {
    let content = text.get(line..)?.lines().next()?;
    let is_gap = |c: char| matches!(c, ' ' | '\t' | '\r');
    let mut run: Option<Range<usize>> = None;
    let mut is_between = true;
    for (at, c) in content.char_indices() {
        if is_between && unseen_name(c).is_some() {
            let start = run.map_or(at, |run| run.start);
            run = Some(start..at + c.len_utf8());
        } else if run.is_some() {
            break;
        } else {
            // Behind the key, one gap more: where its value begins.
            is_between = matches!(c, ':' | '-') || is_between && is_gap(c);
        }
    }
    let run = run?;
    let found = content.get(run.clone())?;
    let first = found.chars().next()?;
    let spaces: String = found.chars().filter(|c| is_odd_space(*c)).map(|_| ' ').collect();
    Some(Place {
        message: format!("a character that cannot be seen stands here: {}", unseen_label(first)),
        help: Some(if spaces.is_empty() {
            "`workplan check --fix` takes it out"
        } else {
            "`workplan check --fix` puts a space in its place"
        }),
        fix: Some(spaces),
        ..Place::at(line + run.start..line + run.end)
    })
}

/// The column of a list or a mapping: where it begins, unless an anchor or the like precedes it on its line.
pub(super) fn column(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    let line = line.strip_prefix('\u{feff}').unwrap_or(line);
    if line.bytes().all(|b| matches!(b, b' ' | b'-')) { line.len() } else { line.len() - line.trim_start_matches(' ').len() }
}

/// The blanks that begin the lines of a value after its first one, where they are fewer spaces than the value needs. Comments, and lines that
/// only close brackets, may stand anywhere.
pub(super) fn too_far_left(text: &str, value: Range<usize>, least: usize) -> impl Iterator<Item = Range<usize>> {
    let inside = text.get(value.clone()).unwrap_or("");
    let lines = memchr::memchr_iter(b'\n', inside.as_bytes()).map(move |end| value.start + end + 1);
    lines.filter_map(move |line| {
        let content = text.get(line..)?.lines().next()?;
        let blank = content.len() - content.trim_start_matches([' ', '\t']).len();
        let spaces = content.len() - content.trim_start_matches(' ').len();
        let rest = content.get(blank..)?.trim_end();
        let behind_brackets = rest.trim_start_matches([']', '}', ',', ' ']);
        let may_stand = behind_brackets.is_empty() || behind_brackets.starts_with('#');
        (spaces < least && !may_stand).then_some(line..line + blank)
    })
}
