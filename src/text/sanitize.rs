//! Text that is safe to print on a terminal.

use std::borrow::Cow;

/// Whether a character sets the direction of the text around it: marks, embeddings, overrides and
/// isolates.
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether the format refuses a character in any text: control characters other than newline and
/// tab, and bidirectional embeddings, overrides and isolates.
pub fn is_refused(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_unsafe(c: char) -> bool {
    c.is_control() || is_bidi_control(c) || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Returns the text for one line of output: each run of line breaks and tabs becomes a space.
/// Characters that could act on a terminal (escapes, other control characters, direction marks)
/// become `�`.
pub fn clean_line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut after_break = false;
    for c in text.trim_matches(['\n', '\r', '\t']).chars() {
        let is_break = matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}');
        if !is_break {
            out.push(if is_unsafe(c) { '\u{fffd}' } else { c });
        } else if !after_break {
            out.push(' ');
        }
        after_break = is_break;
    }
    Cow::Owned(out)
}

/// Returns the text for several lines of output: newlines and tabs stay, and characters that could
/// act on a terminal become `�`.
pub fn clean(text: &str) -> Cow<'_, str> {
    let bad = |c: char| is_unsafe(c) && c != '\n' && c != '\t';
    if text.chars().any(bad) {
        Cow::Owned(text.chars().map(|c| if bad(c) { '\u{fffd}' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_acts_on_a_terminal_passes() {
        assert_eq!(clean_line("a\u{1b}[31mb\u{202e}c\u{200f}"), "a\u{fffd}[31mb\u{fffd}c\u{fffd}");
        assert_eq!(clean_line("two\r\nlines\n"), "two lines");
        assert_eq!(clean("two\nlines\u{7}"), "two\nlines\u{fffd}");
        assert!(matches!(clean_line("نشر 人口"), Cow::Borrowed(_)));
    }
}
