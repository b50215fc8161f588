//! Faults in the indent of a line: a key or an item that is too far left or right.

use std::ops::Range;

use super::error_place::SyntaxErrorPlace;
use super::explain::same_dashes;
use crate::diagnostic::{Message, message};
use crate::text::without_unseen;

/// The number of lines before an error that are searched for neighbouring keys.
const LINES_BEFORE: usize = 400;
/// How much of a line is looked at for its indent.
const LONGEST: usize = 200;
/// The largest mistake of an indent.
const MOST_OFF: usize = 3;

/// The first token of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    /// The `-` of an item.
    Item,
    /// A key, by its name.
    Key(&'t str),
}

/// Finds a key or an item whose indent is near that of the lines above, but fits no open mapping or
/// list.
pub(super) fn beside_others(text: &str, line: usize) -> Option<SyntaxErrorPlace> {
    let (own, token) = first_tokens(text.get(line..)?.lines().next()?).next()?;
    let mut fits: Vec<(usize, bool)> = Vec::new();
    let mut lowest = usize::MAX;
    // The innermost keys and items that are open before the line, from the line upwards.
    for above in text.get(..line)?.lines().rev().take(LINES_BEFORE) {
        let found: Vec<_> = first_tokens(above).collect();
        for &(column, token) in found.iter().rev() {
            if column >= lowest {
                continue;
            }
            let is_item = token == Token::Item;
            fits.push((column, is_item));
            // A list may begin in the column of its key.
            lowest = if is_item { column + 1 } else { column };
        }
        // A list that begins here belongs to the key above it.
        let is_nest = fits.len() == 1 && above.trim_end().ends_with(':');
        if let (Token::Item, [(column, is_item @ false)], true) =
            (token, fits.as_mut_slice(), is_nest)
        {
            *is_item = *column > own;
            break;
        }
        if lowest <= own {
            break;
        }
    }
    let is_item = token == Token::Item;
    if fits
        .iter()
        .any(|(column, is_fit_item)| *column == own && (*is_fit_item == is_item || is_item))
    {
        return None;
    }
    let alike =
        fits.iter().filter(|(_, is_fit_item)| *is_fit_item == is_item).map(|(column, _)| *column);
    let beside = alike
        .filter(|fit| fit.abs_diff(own) <= MOST_OFF)
        .min_by_key(|fit| (fit.abs_diff(own), usize::MAX - fit))?;
    let length = match token {
        Token::Item => 1,
        Token::Key(key) => key.len(),
    };
    let start = line + own;
    let message = too_far(token, own, beside);
    let help = match token {
        Token::Item => same_dashes(),
        Token::Key(_) => message!(
            "syntax.same-indent-of-keys",
            "give the keys of one activity, or of one part of it, the same indent"
        ),
    };
    Some(SyntaxErrorPlace::at(start..start + length, message, Some(help)))
}

/// Says on which side of its place a token begins, by how many spaces there are.
fn too_far(token: Token<'_>, own: usize, beside: usize) -> Message {
    match (token, own < beside) {
        (Token::Item, true) => message!(
            "syntax.item-too-far-left",
            "the `-` of this list item is too far left: {own#1 space|# spaces} before it, and \
            {beside#1 space|# spaces} before the list",
            own,
            beside
        ),
        (Token::Item, false) => message!(
            "syntax.item-too-far-right",
            "the `-` of this list item is too far right: {own#1 space|# spaces} before it, and \
            {beside#1 space|# spaces} before the list",
            own,
            beside
        ),
        (Token::Key(key), true) => message!(
            "syntax.key-too-far-left",
            "the key `{key}` is too far left: {own#1 space|# spaces} before it, and {beside#1 \
            space|# spaces} before the keys above",
            key,
            own,
            beside
        ),
        (Token::Key(key), false) => message!(
            "syntax.key-too-far-right",
            "the key `{key}` is too far right: {own#1 space|# spaces} before it, and {beside#1 \
            space|# spaces} before the keys above",
            key,
            own,
            beside
        ),
    }
}

/// Returns the `-` signs at the beginning of a line, and the key after them, with their columns.
fn first_tokens(line: &str) -> impl Iterator<Item = (usize, Token<'_>)> {
    let mut rest = line.trim_start_matches(' ');
    let mut has_key = true;
    std::iter::from_fn(move || {
        let column = line.len() - rest.len();
        if let Some(item) =
            rest.strip_prefix('-').filter(|item| item.is_empty() || item.starts_with([' ', '\r']))
        {
            rest = item.trim_start_matches(' ');
            return Some((column, Token::Item));
        }
        let key = key_of(rest).filter(|_| has_key)?;
        has_key = false;
        Some((column, Token::Key(key)))
    })
}

/// Returns the columns of the `-` signs at the beginning of a line, and of the key after them.
fn tokens(line: &str) -> Vec<usize> {
    first_tokens(line).map(|(column, _)| column).collect()
}

/// The key that a text begins with.
fn key_of(text: &str) -> Option<&str> {
    let (key, behind) = text.split_once(':')?;
    let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (is_key && (behind.is_empty() || behind.starts_with([' ', '\r']))).then_some(key)
}

/// How well the first key and the `-` of a line fit its neighbours.
pub(super) fn fit(text: &str, line: usize, content: &str) -> usize {
    let mut columns = Vec::new();
    let mut lowest = usize::MAX;
    for above in text.get(..line).unwrap_or("").lines().rev().take(LINES_BEFORE) {
        let found = tokens(&without_unseen(beginning(above), " "));
        if let Some(first) = found.first().filter(|first| **first <= lowest) {
            lowest = *first;
            columns.extend(found);
        }
        if lowest == 0 {
            break;
        }
    }
    let next = next_tokens(text, line);
    let own = tokens(content);
    own.iter()
        .map(|column| {
            usize::from(columns.contains(column)) + 2 * usize::from(next.contains(column))
        })
        .sum()
}

/// Returns the part of a line with its indent and its key.
pub(super) fn beginning(line: &str) -> &str {
    line.char_indices().nth(LONGEST).and_then(|(end, _)| line.get(..end)).unwrap_or(line)
}

/// The columns of the `-` and the keys of the next line.
fn next_tokens(text: &str, at: usize) -> Vec<usize> {
    next_line(text, at).map_or_else(Vec::new, |line| tokens(&without_unseen(beginning(line), " ")))
}

/// Whether the next line belongs to a key in that column.
pub(super) fn nests(text: &str, at: usize, column: usize) -> bool {
    next_line(text, at).is_some_and(|line| {
        let indent = line.len() - line.trim_start_matches(' ').len();
        indent > column || indent == column && line.trim_start().starts_with('-')
    })
}

/// Returns the next line after a place that is neither empty nor a comment.
fn next_line(text: &str, at: usize) -> Option<&str> {
    let mut lines = text.get(at..).unwrap_or("").lines().skip(1);
    lines.find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
}

/// The column of a list or a mapping: where it begins, unless an anchor or the like precedes it on
/// its line.
pub(super) fn column(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    let line = line.strip_prefix('\u{feff}').unwrap_or(line);
    if line.bytes().all(|b| matches!(b, b' ' | b'-')) {
        line.len()
    } else {
        line.len() - line.trim_start_matches(' ').len()
    }
}

/// Returns the indents of the further lines of a value that have fewer spaces than it needs.
/// Comments, and lines with only closing brackets, are exempt.
pub(super) fn too_far_left(
    text: &str,
    value: Range<usize>,
    least: usize,
) -> impl Iterator<Item = Range<usize>> {
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
