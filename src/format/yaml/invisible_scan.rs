//! Scans a text for invisible characters outside of its values.

use std::ops::Range;

use super::indent::{beginning, fit, nests};
use crate::text::{is_odd_space, unseen_kind, without_unseen};

/// Returns the ranges of such characters, in order, with the replacement of each.
pub(super) fn unseen_between(text: &str) -> Vec<(Range<usize>, String)> {
    let mut scan = InvisibleScan { text, at: 0, found: Vec::new(), block: None, compared: 0 };
    // A file may begin with one byte-order mark.
    if text.starts_with('\u{feff}') {
        scan.bump();
    }
    while scan.peek().is_some() {
        scan.line();
    }
    scan.found
}

/// A run of spaces and invisible characters.
#[derive(Default)]
struct InvisibleRun {
    unseen: Vec<Range<usize>>,
    has_space: bool,
}

struct InvisibleScan<'t> {
    text: &'t str,
    at: usize,
    found: Vec<(Range<usize>, String)>,
    /// The column of the key, or of the `-`, whose value is a block of lines.
    block: Option<usize>,
    /// How many lines were compared with their neighbours.
    compared: usize,
}

impl InvisibleScan<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    fn skip_line(&mut self) {
        self.at +=
            memchr::memchr(b'\n', self.rest().as_bytes()).map_or(self.rest().len(), |end| end + 1);
    }

    fn ends_line(&self) -> bool {
        matches!(self.peek(), None | Some('\n'))
    }

    fn gap(&mut self) -> InvisibleRun {
        let mut gap = InvisibleRun::default();
        while let Some(c) = self.peek() {
            let start = self.at;
            match c {
                ' ' | '\t' | '\r' => gap.has_space = true,
                _ if unseen_kind(c).is_some() => {
                    match gap.unseen.last_mut().filter(|last| last.end == start) {
                        Some(last) => last.end += c.len_utf8(),
                        None => gap.unseen.push(start..start + c.len_utf8()),
                    }
                }
                _ => break,
            }
            self.bump();
        }
        gap
    }

    /// Whether there is a byte-order mark in a gap: no word may begin with one.
    fn has_mark(&self, gap: &InvisibleRun) -> bool {
        gap.unseen
            .iter()
            .any(|range| self.text.get(range.clone()).is_some_and(|text| text.contains('\u{feff}')))
    }

    /// Removes the characters of a gap. If a space is needed and missing, the first character is
    /// replaced by one.
    fn take(&mut self, gap: InvisibleRun, needs_space: bool) {
        let mut instead = if needs_space && !gap.has_space { " " } else { "" };
        for range in gap.unseen {
            self.found.push((range, instead.to_owned()));
            instead = "";
        }
    }

    /// Puts a space in the place of each odd space of a gap.
    fn take_as_spaces(&mut self, gap: InvisibleRun, least: usize) {
        for range in gap.unseen {
            let odd = self
                .text
                .get(range.clone())
                .unwrap_or("")
                .chars()
                .filter(|c| is_odd_space(*c))
                .count();
            self.found.push((range, " ".repeat(odd.max(least))));
        }
    }

    fn line(&mut self) {
        let line = self.at;
        if let Some(parent) = self.block {
            let content = self.rest().lines().next().unwrap_or("");
            let indent = |content: &str| content.len() - content.trim_start_matches(' ').len();
            if content.trim().is_empty() || indent(content) > parent {
                return self.skip_line();
            }
            if indent(&without_unseen(content, " ")) > parent {
                let gap = self.gap();
                self.take_as_spaces(gap, 0);
                return self.skip_line();
            }
            self.block = None;
        }
        let mut gaps = vec![self.gap()];
        let mut is_certain = false;
        let mut column = 0;
        while self.peek() == Some('-')
            && self
                .rest()
                .chars()
                .nth(1)
                .is_none_or(|c| c.is_whitespace() || unseen_kind(c).is_some())
        {
            column = self.text.get(line..self.at).map_or(0, |lead| without_unseen(lead, " ").len());
            self.bump();
            let gap = self.gap();
            is_certain |= !gap.has_space && !gap.unseen.is_empty();
            gaps.push(gap);
        }
        let colon = self.key();
        if colon.is_some()
            || matches!(self.peek(), None | Some('\n' | '#' | '"' | '\'' | '[' | '{'))
        {
            is_certain = true;
        }
        if is_certain {
            self.indent(line, gaps);
        } else if gaps.len() > 1 {
            // The text after the `-` of an item.
            gaps.pop();
            self.indent(line, gaps);
        }
        match colon {
            Some(colon) => {
                column =
                    self.text.get(line..self.at).map_or(0, |lead| without_unseen(lead, " ").len());
                self.at = colon + 1;
                self.behind_colon(Some(column));
            }
            None => self.value(column),
        }
        self.skip_line();
    }

    /// Returns the place of the colon of the key that begins here, if there is one.
    fn key(&self) -> Option<usize> {
        let rest = self.rest();
        let is_of_key = |c: char| {
            c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-') || unseen_kind(c).is_some()
        };
        let length = rest.find(|c| !is_of_key(c)).filter(|length| *length > 0)?;
        let behind = rest.get(length..)?.strip_prefix(':')?.chars().next();
        behind
            .is_none_or(|c| c.is_whitespace() || unseen_kind(c).is_some())
            .then_some(self.at + length)
    }

    /// Removes the characters in the indent of a line. An odd space becomes a space if the line
    /// then fits its neighbours.
    fn indent(&mut self, line: usize, gaps: Vec<InvisibleRun>) {
        let ranges = gaps.iter().flat_map(|gap| &gap.unseen);
        let has_odd_space = ranges
            .clone()
            .any(|range| self.text.get(range.clone()).unwrap_or("").contains(is_odd_space));
        self.compared += usize::from(has_odd_space);
        let spaces = has_odd_space
            && (self.compared > MOST || {
                let lead = beginning(
                    self.text.get(line..).and_then(|rest| rest.lines().next()).unwrap_or(""),
                );
                let score = |space: &str| fit(self.text, line, &without_unseen(lead, space));
                score(" ") >= score("")
            });
        for (nth, gap) in gaps.into_iter().enumerate() {
            if !spaces {
                let needs_space = nth > 0 && !self.ends_line();
                self.take(gap, needs_space);
                continue;
            }
            let least = usize::from(nth > 0 && !gap.has_space);
            self.take_as_spaces(gap, least);
        }
    }

    /// Handles the gap after the colon of a key in that column; in brackets the column is `None`.
    fn behind_colon(&mut self, column: Option<usize>) {
        let colon = self.at;
        let gap = self.gap();
        let follows = gap.unseen.first().is_some_and(|first| first.start == colon);
        let ends = self.ends_line();
        let nests = || column.is_none_or(|column| nests(self.text, self.at, column));
        let is_value = match self.peek() {
            Some('#' | '"' | '\'' | '[' | '{' | '|' | '>') => false,
            _ if ends => !nests(),
            _ => true,
        };
        if follows || !is_value || self.has_mark(&gap) {
            self.take(gap, !ends);
        }
        if let Some(column) = column {
            self.value(column);
        }
    }

    fn value(&mut self, column: usize) {
        match self.peek() {
            Some(quote @ ('"' | '\'')) => {
                self.quoted(quote);
                let gap = self.gap();
                self.take(gap, self.peek() == Some('#'));
                if self.peek() == Some(':') {
                    self.bump();
                    self.behind_colon(Some(column));
                }
            }
            Some('[' | '{') => {
                self.flow();
                let gap = self.gap();
                self.take(gap, self.peek() == Some('#'));
            }
            Some('|' | '>') => {
                self.block = Some(column);
                while matches!(self.peek(), Some('|' | '>' | '+' | '-' | '0'..='9')) {
                    self.bump();
                }
                let gap = self.gap();
                self.take(gap, self.peek() == Some('#'));
            }
            _ => {}
        }
        // A value over several lines ends on its last line.
        if let Some(end) = memchr::memchr(b'\n', self.rest().as_bytes()) {
            self.at += end;
        } else {
            self.at = self.text.len();
        }
    }

    fn quoted(&mut self, quote: char) {
        self.bump();
        while let Some(c) = self.peek() {
            self.bump();
            if c == '\\' && quote == '"' {
                self.bump();
            } else if c == quote {
                match self.peek() {
                    Some('\'') if quote == '\'' => self.bump(),
                    _ => return,
                }
            }
        }
    }

    /// A list or a mapping in brackets, to its end.
    fn flow(&mut self) {
        let (mut depth, mut behind_closed) = (0_usize, true);
        loop {
            let gap = self.gap();
            let Some(c) = self.peek() else { return };
            let is_word = !matches!(c, '[' | '{' | ']' | '}' | ',' | '"' | '\'' | '#' | '\n' | ':');
            if behind_closed || !is_word || self.has_mark(&gap) {
                self.take(gap, c == '#');
            }
            behind_closed = false;
            match c {
                '#' => self.skip_line(),
                '"' | '\'' => {
                    self.quoted(c);
                    behind_closed = true;
                }
                '[' | '{' => {
                    self.bump();
                    depth += 1;
                }
                ']' | '}' => {
                    self.bump();
                    depth = depth.saturating_sub(1);
                    behind_closed = true;
                    if depth == 0 {
                        return;
                    }
                }
                ',' | '\n' => self.bump(),
                ':' => {
                    self.bump();
                    self.behind_colon(None);
                }
                _ => self.word(),
            }
        }
    }

    /// Skips a word in brackets.
    fn word(&mut self) {
        let mut before = ' ';
        while let Some(c) = self.peek() {
            let next = self.rest().chars().nth(1);
            let ends = match c {
                ',' | '[' | ']' | '{' | '}' | '\n' => true,
                '#' => before == ' ',
                ':' => next.is_none_or(|next| {
                    next.is_whitespace()
                        || unseen_kind(next).is_some()
                        || matches!(next, ',' | ']' | '}')
                }),
                _ => false,
            };
            if ends {
                return;
            }
            before = c;
            self.bump();
        }
    }
}

/// How many of them are reported one by one.
pub(super) const MOST: usize = 1_000;
