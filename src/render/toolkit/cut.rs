//! Texts that are cut to the columns of a terminal: wide characters take two columns, marks none.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Returns a text that takes at most so many columns, with `…` at its end if it was cut.
pub(crate) fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let room = columns.saturating_sub(1);
    let mut out = String::new();
    let mut taken = 0;
    for c in text.chars() {
        taken += c.width().unwrap_or(0);
        if taken > room {
            break;
        }
        out.push(c);
    }
    let kept = out.trim_end().len();
    out.truncate(kept);
    if columns > 0 { out + "…" } else { out }
}

/// Returns a text with spaces behind it, up to so many columns.
pub(crate) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text.width())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_text_takes_no_more_columns() {
        assert_eq!(cut("Draft the law", 13), "Draft the law");
        assert_eq!(cut("Draft the law", 7), "Draft…");
        assert_eq!(cut("起草法律", 6), "起草…");
        assert_eq!(cut("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        assert_eq!(cut("صياغة القانون", 7), "صياغة…");
        assert_eq!((cut("ab", 1), cut("ab", 0)), ("…".to_owned(), String::new()));
    }
}
