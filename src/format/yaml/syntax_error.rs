//! Finds the real place of a syntax error, which is often before the parser stops.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::error_place::SyntaxErrorPlace;
use super::explain::{
    brace_not_closed, bracket_not_closed, explain, is_about_lines, is_about_tabs, write_key_value,
};
use super::indent::beside_others;
use crate::diagnostic::message;

/// Returns the place, the problem and the advice for an error. `last_end` is the end of the text
/// that was read well, and `at` the place where the parser stopped. `open` is the beginning of the
/// innermost open list or mapping.
pub(super) fn place(
    kind: &ErrorKind,
    text: &str,
    last_end: usize,
    at: usize,
    open: Option<usize>,
) -> SyntaxErrorPlace {
    let line = line_before(text, at).0;
    if let Some(place) = conflict_mark(text, last_end, at) {
        return place;
    }
    if let Some(place) =
        quote_left_open(kind, text, last_end, at).or_else(|| bracket_left_open(text, at, open?))
    {
        return place;
    }
    let indent = || beside_others(text, line).filter(|_| is_about_lines(kind));
    if let Some(place) = colon_without_space(kind, text, at).or_else(indent) {
        return place;
    }
    let (message, help) = explain(kind);
    let tabs = is_about_tabs(kind).then(|| tabs_near(text, at)).flatten();
    let here = text
        .get(at..)
        .and_then(|rest| rest.chars().next())
        .filter(|c| *c != '\n')
        .map_or(at, |c| at + c.len_utf8());
    SyntaxErrorPlace::at(tabs.unwrap_or(at..here), message, help)
}

/// The most lines between the text that was read well and an error that are searched.
const LINES: usize = 100;

/// The line that holds a place: where it begins, and its text up to the place.
fn line_before(text: &str, at: usize) -> (usize, &str) {
    let before = text.get(..at).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    (start, before.get(start..).unwrap_or(""))
}

fn indent(text: &str, line: usize) -> usize {
    text.get(line..).map_or(0, |rest| rest.bytes().take_while(|b| *b == b' ').count())
}

/// A text in quotes that ends where another one was to begin.
fn quote_left_open(
    kind: &ErrorKind,
    text: &str,
    last_end: usize,
    at: usize,
) -> Option<SyntaxErrorPlace> {
    let quote = match kind {
        ErrorKind::InvalidTrailingDoubleQuotedScalar => '"',
        ErrorKind::InvalidTrailingSingleQuotedScalar => '\'',
        _ => return None,
    };
    let (line, _) = line_before(text, at);
    let between = text.get(last_end..line)?;
    let begins = |from: &usize| {
        between
            .get(..*from)
            .is_some_and(|before| before.ends_with([' ', '\t', '\n', '[', '{', ',']))
    };
    let start = last_end + between.match_indices(quote).map(|(from, _)| from).find(begins)?;
    let end = start + text.get(start..)?.find(['\r', '\n'])?;
    let message = message!("syntax.quote-of-line", "this quote is not closed on its line");
    let help = message!(
        "syntax.close-quote-of-line",
        "add the closing quote; if the text continues on the next lines, look for an extra quote in it"
    );
    Some(SyntaxErrorPlace {
        seen_at_fault: Some(message!(
            "syntax.text-ends-here",
            "the text ends here, but something follows"
        )),
        ..SyntaxErrorPlace::at(start..end, message, Some(help))
    })
}

/// A bracket that is still open on a line that is not indented more than its own.
fn bracket_left_open(text: &str, at: usize, open: usize) -> Option<SyntaxErrorPlace> {
    let (own, _) = line_before(text, open);
    let (line, _) = line_before(text, at);
    let bracket = text.get(open..)?.chars().next()?;
    let (message, help) = match bracket {
        '[' => bracket_not_closed(),
        '{' => brace_not_closed(),
        _ => return None,
    };
    let begins_anew = own < line
        && indent(text, line) <= indent(text, own)
        && !text.get(line..)?.trim_start().starts_with([']', '}']);
    begins_anew.then(|| SyntaxErrorPlace {
        seen_at_fault: Some(message!("syntax.still-open", "it is still open here")),
        ..SyntaxErrorPlace::at(open..open + 1, message, Some(help))
    })
}

/// Finds git's conflict markers in the line of the error, or just before it.
fn conflict_mark(text: &str, last_end: usize, at: usize) -> Option<SyntaxErrorPlace> {
    let (first, last) = (line_before(text, last_end.min(at)).0, line_before(text, at).0);
    let mut lines = std::iter::successors(Some(first), |line| {
        Some(line + text.get(*line..last)?.find('\n')? + 1)
    })
    .take(LINES);
    lines.find_map(|line| mark_at(text, line)).or_else(|| mark_at(text, last)).map(marked)
}

/// Finds git's conflict markers at the top of a text that is in conflict completely. The parser
/// would read a marker as text.
pub(super) fn conflict_mark_at_top(text: &str) -> Option<SyntaxErrorPlace> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines =
        std::iter::successors(Some(start), |line| Some(line + text.get(*line..)?.find('\n')? + 1));
    let is_passed_over = |line: &usize| {
        let rest = text.get(*line..).and_then(|rest| rest.lines().next()).map(str::trim);
        rest.is_some_and(|rest| rest.is_empty() || rest == "---" || rest.starts_with('#'))
    };
    lines
        .find(|line| !is_passed_over(line))
        .and_then(|line| mark_at(text, line))
        .filter(|range| text.get(range.clone()).is_some_and(|mark| mark.starts_with('<')))
        .map(marked)
}

/// A mark in the line that begins at a place: git writes seven signs, or as many as its attribute
/// `conflict-marker-size` says.
fn mark_at(text: &str, line: usize) -> Option<Range<usize>> {
    let mark = text.get(line..)?.lines().next().unwrap_or("");
    let is_of = |sign: char| {
        let behind = mark.trim_start_matches(sign);
        let count = mark.len() - behind.len();
        // Longer lines of these are also drawn below a title.
        let is_long = if sign == '=' { count == 7 } else { count >= 7 };
        is_long && (behind.is_empty() || behind.starts_with(' '))
    };
    ['<', '|', '=', '>'].into_iter().any(is_of).then_some(line..line + mark.len())
}

fn marked(range: Range<usize>) -> SyntaxErrorPlace {
    let message = message!(
        "syntax.conflict",
        "git could not merge two changes automatically, and marked them here"
    );
    let help = message!(
        "syntax.resolve-conflict",
        "run `workplan resolve` to finish the merge; or keep the right version, and delete the \
        lines that begin with <<<<<<<, ======= and >>>>>>>"
    );
    SyntaxErrorPlace::at(range, message, Some(help))
}

/// Finds `title:Train` where a key is expected.
fn colon_without_space(kind: &ErrorKind, text: &str, at: usize) -> Option<SyntaxErrorPlace> {
    let ends_line = matches!(
        kind,
        ErrorKind::SimpleKeyExpected
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::InvalidSimpleKey
    );
    let line = text.get(at..)?.lines().next().filter(|_| ends_line)?;
    let (key, behind) = line.split_once(':')?;
    let is_word = !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if !is_word || behind.is_empty() || behind.starts_with([' ', '/']) {
        return None;
    }
    let message = message!("syntax.colon-without-space", "a space is missing after this colon");
    Some(SyntaxErrorPlace::at(at..at + key.len() + 1, message, Some(write_key_value())))
}

/// The tabs in the indentation of the line that holds a place, or of the next line that has some.
fn tabs_near(text: &str, at: usize) -> Option<Range<usize>> {
    let mut line = line_before(text, at).0;
    loop {
        let rest = text.get(line..)?;
        let blank = rest.get(..rest.find(|c: char| c != ' ' && c != '\t').unwrap_or(rest.len()))?;
        if let (Some(first), Some(last)) = (blank.find('\t'), blank.rfind('\t')) {
            return Some(line + first..line + last + 1);
        }
        line += rest.find('\n')? + 1;
    }
}

#[cfg(test)]
mod tests;
