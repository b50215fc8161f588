//! Logs of CI services: a runner reads the output of a step line by line, and obeys lines that look
//! like its commands.

use std::borrow::Cow;
use std::io::{self, Write};

use unicode_width::UnicodeWidthChar;

/// How a command is broken up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// A space, for text.
    Space,
    /// A character reference, which a reader of HTML and XML shows as the original character.
    Reference,
    /// An escape of JSON.
    Escape,
}

impl Break {
    /// Returns the replacement of a sign of a command.
    fn of(self, sign: char) -> &'static str {
        match (self, sign) {
            (Break::Space, '[') => " [",
            (Break::Space, _) => " :",
            (Break::Reference, '[') => "&#91;",
            (Break::Reference, _) => "&#58;",
            (Break::Escape, '[') => "\\u005b",
            (Break::Escape, _) => "\\u003a",
        }
    }
}

/// Breaks up commands that a runner would obey: `::name::` at the start of a line, after any white
/// space, and `##[name]` or `##vso[name]` anywhere.
///
/// Runners compare text by language rules, which ignore characters without a width, so such
/// characters do not hide a command here either. `text` begins a line.
pub fn harmless_in_log(text: &str, how: Break) -> Cow<'_, str> {
    let mut out = String::new();
    let mut written = 0;
    for at in memchr::memchr2_iter(b'#', b':', text.as_bytes()) {
        // Most signs are followed by a letter or a space.
        let follows = text.as_bytes().get(at + 1).copied().unwrap_or(b' ');
        if !(matches!(follows, b'#' | b':') || follows >= 0x80) {
            continue;
        }
        let (before, from) = text.split_at(at);
        let Some(length) =
            (if from.starts_with('#') { bracket(from) } else { second_colon(before, from) })
        else {
            continue;
        };
        if at < written {
            continue;
        }
        let end = at + length;
        let piece = text.get(written..end).unwrap_or("");
        if let Some(piece) = piece
            .strip_suffix('\u{1b}')
            .filter(|_| from.starts_with('#') && matches!(how, Break::Space))
        {
            // The bracket belongs to a colour.
            out = out + piece + " \u{1b}[";
        } else {
            out += piece;
            out += how.of(if from.starts_with('#') { '[' } else { ':' });
        }
        // Each of the two signs is one byte.
        written = end + 1;
    }
    if written == 0 {
        return Cow::Borrowed(text);
    }
    Cow::Owned(out + text.get(written..).unwrap_or(""))
}

/// Whether a sign that commands have twice is in a text twice, with nothing of any width between.
/// Otherwise no line of the text holds a command, wherever it is folded.
pub fn may_hold_command(text: &str) -> bool {
    let is_twice = |at: usize| {
        let follows = text.as_bytes().get(at + 1).copied().unwrap_or(b' ');
        let sign = text.as_bytes().get(at).copied();
        (matches!(follows, b'#' | b':') || follows >= 0x80)
            && text.get(at + 1..).is_some_and(|rest| seen(rest).as_bytes().first().copied() == sign)
    };
    memchr::memchr2_iter(b'#', b':', text.as_bytes()).any(is_twice)
}

/// How far the bracket is from the `##` that a text begins with.
fn bracket(text: &str) -> Option<usize> {
    let rest = seen(text.get(1..)?).strip_prefix('#')?;
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic() || has_no_width(c));
    rest.starts_with('[').then(|| text.len() - rest.len())
}

/// Returns the distance of the second colon from the first one of a text, if nothing visible
/// precedes the first one in its line.
fn second_colon(before: &str, text: &str) -> Option<usize> {
    let unseen = |c: char| !matches!(c, '\n' | '\r') && (c.is_whitespace() || has_no_width(c));
    let before = before.trim_end_matches(unseen);
    if !before.is_empty() && !before.ends_with(['\n', '\r']) {
        return None;
    }
    let rest = seen(text.get(1..)?);
    // After a third one no name follows.
    rest.strip_prefix(':')
        .filter(|name| !seen(name).starts_with(':'))
        .map(|name| text.len() - name.len() - 1)
}

/// The text from its first character that has a width.
fn seen(text: &str) -> &str {
    text.trim_start_matches(has_no_width)
}

/// Whether language rules may ignore a character in a comparison: a character without a width, or a
/// mark before the letter that it marks.
fn has_no_width(c: char) -> bool {
    c.width() == Some(0)
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}'
        | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}' | '\u{600}'..='\u{605}' | '\u{640}'
        | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}'
        | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1345f}' | '\u{1cf00}'..='\u{1cf46}'
        | '\u{1d165}'..='\u{1d182}' | '\u{1da00}'..='\u{1daaf}')
        || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// A writer whose output a runner does not obey. It works line by line; bytes that are not UTF-8
/// become `�`.
pub struct LogGate<W: Write> {
    out: W,
    how: Break,
    /// The beginning of a line that has no end yet.
    line: Vec<u8>,
}

impl<W: Write> LogGate<W> {
    /// Begins a line.
    pub fn new(out: W, how: Break) -> Self {
        LogGate { out, how, line: Vec::new() }
    }

    /// Writes the last line, which may have no end.
    ///
    /// # Errors
    /// Errors of the underlying writer.
    pub fn finish(mut self) -> io::Result<()> {
        let last = std::mem::take(&mut self.line);
        self.pass(&last)?;
        self.out.flush()
    }

    /// Writes complete lines.
    fn pass(&mut self, lines: &[u8]) -> io::Result<()> {
        let text =
            str::from_utf8(lines).map_or_else(|_| String::from_utf8_lossy(lines), Cow::Borrowed);
        self.out.write_all(harmless_in_log(&text, self.how).as_bytes())
    }
}

impl<W: Write> Write for LogGate<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let (lines, begun) = bytes.split_at(memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1));
        if self.line.is_empty() {
            self.pass(lines)?;
        } else if !lines.is_empty() {
            let mut whole = std::mem::take(&mut self.line);
            whole.extend_from_slice(lines);
            self.pass(&whole)?;
        }
        self.line.extend_from_slice(begun);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_broken_up_and_other_text_stays() {
        let text = |text: &str| harmless_in_log(text, Break::Space).into_owned();
        assert_eq!(text("a ##[error]b ##[x]"), "a ## [error]b ## [x]");
        assert_eq!(
            text("###[a] ##vso[task.x] # #[a] ##a b[c]"),
            "### [a] ##vso [task.x] # #[a] ##a b[c]"
        );
        assert_eq!(
            text("a #\u{488}#\u{301}[x]\n:\u{600}:y::"),
            "a #\u{488}#\u{301} [x]\n:\u{600} :y::"
        );
        assert_eq!(text("\u{1b}[1mx ##\u{1b}[0m"), "\u{1b}[1mx ## \u{1b}[0m");
        assert_eq!(text("#\u{200b}#\u{ad}[a]"), "#\u{200b}#\u{ad} [a]");
        assert_eq!(
            text(" \u{a0}\u{200b}::a::b\n:\u{feff}:c::"),
            " \u{a0}\u{200b}: :a::b\n:\u{feff} :c::"
        );
        for same in ["a::b::c", "x\n- ::a", "12:30", ":", "", "##", "#:[a]", "  ::: a.yaml:1:2"] {
            assert!(matches!(harmless_in_log(same, Break::Space), Cow::Borrowed(_)), "{same}");
        }
        assert_eq!(harmless_in_log("::a::##[b]", Break::Reference), ":&#58;a::##&#91;b]");
    }

    #[test]
    fn a_line_in_pieces_is_one_line() -> io::Result<()> {
        let mut out = Vec::new();
        let mut gate = LogGate::new(&mut out, Break::Space);
        for piece in ["a\n:", ":x::\n#", "#", "[y]\n \u{e9}", "::", "z"] {
            gate.write_all(piece.as_bytes())?;
        }
        gate.finish()?;
        assert_eq!(String::from_utf8_lossy(&out), "a\n: :x::\n## [y]\n \u{e9}::z");
        Ok(())
    }
}
