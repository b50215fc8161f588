//! Writes texts as YAML scalars.

use std::borrow::Cow;

use super::layout::Layout;
use super::text::ScalarText;
use crate::format::yaml::{Node, Style, is_misread, parse};
use crate::text::{FileId, is_bidi_control, is_refused};

/// The place that a scalar is written at.
#[derive(Clone, Copy)]
pub(super) struct ScalarContext {
    /// Between brackets.
    pub flow: bool,
    /// The column of the key or the `-` that it belongs to.
    pub column: usize,
    /// Whether it may take several lines.
    pub may_break: bool,
    pub line_break: &'static str,
}

/// Writes a text in the notation of a new value: plain if each reader reads it as text, otherwise
/// in quotes, and over several lines if it has them.
pub(super) fn fresh(text: &ScalarText, spot: ScalarContext) -> Cow<'_, str> {
    if is_plain(text, spot.flow) && (text.is_plain() || !is_misread(text)) {
        return text.as_str().into();
    }
    if text.contains('\n') && spot.may_break && !spot.flow {
        let block =
            BlockScalar { kind: '|', indent: spot.column + 2, width: usize::MAX, comment: "" };
        if let Some(written) = block.write(text, spot.line_break) {
            return written.into();
        }
    }
    if needs_escapes(text) { double(text).into() } else { single(text).into() }
}

/// A text in the notation of the scalar whose place it takes.
pub(super) fn like(
    old: Node<'_, '_>,
    text: &ScalarText,
    spot: ScalarContext,
    layout: Layout<'_>,
) -> String {
    let start = layout.start(old);
    match (old.style(), layout.at(start)) {
        (Style::Plain, _) => fresh(text, spot).into_owned(),
        (Style::Quoted, Some(b'\'')) if !needs_escapes(text) => single(text),
        (Style::Quoted, _) => double(text),
        (Style::Block, _) => {
            let header = layout.slice(start, layout.line_end(start));
            let comment =
                header.find([' ', '\t']).and_then(|at| header.get(at..)).unwrap_or("").trim_end();
            let content = layout.slice(layout.next_line(start), layout.end(old));
            let first = content.lines().find(|line| !line.trim().is_empty());
            let indent = first
                .map_or(spot.column + 2, |line| line.len() - line.trim_start_matches(' ').len());
            let width = content.lines().map(|line| line.chars().count()).max().unwrap_or(0).max(60);
            let kind = if header.starts_with('>') { '>' } else { '|' };
            let as_block =
                BlockScalar { kind, indent, width, comment }.write(text, spot.line_break);
            as_block.unwrap_or_else(|| format!("{}{comment}", double(text)))
        }
    }
}

/// Whether a text can be written without quotes and is read back as this text.
pub(super) fn is_plain(text: &str, flow: bool) -> bool {
    if is_simple(text, flow) {
        return true;
    }
    let is_sign = text.starts_with(['-', '?', ':'])
        && !text.get(1..).unwrap_or("").starts_with(char::is_alphanumeric);
    // Texts that are possible but easily misread, and common texts that a parser takes long to
    // refuse.
    let is_risky = is_sign
        || text.starts_with("...")
        || text.trim() != text
        || text.contains('\t')
        || text.contains(": ")
        || needs_escapes(text)
        || flow && text.contains([':', '?']);
    !is_risky && reads_back(text, flow)
}

/// Whether a text is of the usual kind that every parser reads as text: a letter or a digit,
/// followed by letters, digits, single spaces and harmless signs.
fn is_simple(text: &str, flow: bool) -> bool {
    let means_nothing = |c: char| match c {
        ':' | '#' => false,
        ',' | '[' | ']' | '{' | '}' | '?' => !flow,
        // Dashes and quotes that a keyboard does not have.
        ' '..='~' | '\u{2010}'..='\u{2027}' => true,
        c => c.is_alphanumeric(),
    };
    text.starts_with(char::is_alphanumeric)
        && !text.ends_with(' ')
        && !matches!(text, "null" | "Null" | "NULL")
        && text.chars().all(means_nothing)
}

/// The last word has the parser.
fn reads_back(text: &str, flow: bool) -> bool {
    let document = if flow { format!("k: [{text}]") } else { format!("k: {text}") };
    let (document, faults) = parse(FileId(0), &document);
    let value = document.root().and_then(|root| root.pairs().next()).map(|(_, value)| value);
    let value = if flow { value.and_then(|list| list.children().next()) } else { value };
    faults.is_empty() && value.is_some_and(|value| value.as_str() == text && !value.is_null())
}

fn is_odd(c: char) -> bool {
    is_refused(c)
        || is_bidi_control(c)
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text can only be written with escapes.
fn needs_escapes(text: &str) -> bool {
    text.contains(|c| c == '\n' || is_odd(c))
}

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A text as a value between brackets: plain if each reader reads it as text, otherwise in quotes.
pub fn in_brackets(text: &str) -> String {
    let spot = ScalarContext { flow: true, column: 0, may_break: false, line_break: "\n" };
    fresh(&ScalarText::from(text), spot).into_owned()
}

/// A text in double quotes, on one line.
pub fn double(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out += "\\n",
            '\t' => out += "\\t",
            c if is_odd(c) => out += &format!("\\u{:04X}", c as u32),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// `|` or `>`, and the lines below it.
struct BlockScalar<'a> {
    kind: char,
    indent: usize,
    /// The width of folded lines.
    width: usize,
    /// The comment after the header.
    comment: &'a str,
}

impl BlockScalar<'_> {
    /// Writes the header and the lines, without a line break at the end. Returns `None` for a text
    /// that this notation cannot write.
    fn write(&self, text: &str, line_break: &str) -> Option<String> {
        let body = text.trim_end_matches('\n');
        let is_odd_line = |line: &str| line.starts_with([' ', '\t']) || line.ends_with([' ', '\t']);
        if body.is_empty() || body.contains(is_odd) || body.starts_with(['\n', ' ', '\t']) {
            return None;
        }
        if body.split('\n').any(|line| {
            line.trim().is_empty() && !line.is_empty() || self.kind == '>' && is_odd_line(line)
        }) {
            return None;
        }
        let ends = text.len() - body.len();
        let chomp = match ends {
            0 => "-",
            1 => "",
            _ => "+",
        };
        let mut out = format!("{}{chomp}{}", self.kind, self.comment);
        for (number, line) in body.split('\n').enumerate() {
            if self.kind == '>' && number > 0 && !line.is_empty() {
                out += line_break;
            }
            for part in if self.kind == '>' {
                wrap(line, self.width.saturating_sub(self.indent))
            } else {
                vec![line]
            } {
                out += line_break;
                if !part.is_empty() {
                    out += &" ".repeat(self.indent);
                    out += part;
                }
            }
        }
        for _ in 1..ends {
            out += line_break;
        }
        Some(out)
    }
}

/// Splits a line into parts that fit, as far as possible: at single spaces between words.
fn wrap(line: &str, width: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let count =
        |from: usize, end: usize| line.get(from..end).map_or(0, |part| part.chars().count());
    // The number of characters between `from` and `fits`.
    let (mut from, mut fits, mut length) = (0, 0, 0);
    for end in breaks(line).chain([line.len()]) {
        length += count(fits, end);
        if length > width && fits > from {
            parts.push(line.get(from..fits).unwrap_or(""));
            from = fits + 1;
            length = count(from, end);
        }
        fits = end;
    }
    parts.push(line.get(from..).unwrap_or(""));
    parts
}

/// Returns the spaces at which a folded line can be split: those without other white space beside
/// them.
fn breaks(line: &str) -> impl Iterator<Item = usize> {
    let is_between_words = |at: usize| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        let after = line.get(at + 1..).and_then(|after| after.chars().next());
        before.is_some_and(|c| c != ' ') && after.is_some_and(|c| c != ' ' && c != '\t')
    };
    line.match_indices(' ').map(|(at, _)| at).filter(move |&at| is_between_words(at))
}

#[cfg(test)]
mod tests;
