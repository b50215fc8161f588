//! Texts that a spreadsheet would take for a formula, and the `'` that keeps it from that.

use std::borrow::Cow;

use crate::model::Decimal;
use crate::text::beginning_with;

/// Signs at the beginning of a formula in a spreadsheet. In some languages those of full width
/// count too.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Characters that begin a cell for some reader: the list separator may be a semicolon or a tab, a
/// quote inside a line may mean nothing, and a line may end at each line break.
const BEGINNINGS: [char; 4] = [';', '\t', '\n', '\r'];

/// The text with one more `'` before each sign that would begin a formula for some reader of the
/// cell.
pub fn without_formulas(text: &str) -> Cow<'_, str> {
    if !may_hold_formula(text) {
        return Cow::Borrowed(text);
    }
    let begins = (text.starts_with(SIGNS) || text.starts_with(['\t', '\r']))
        && Decimal::parse(text).is_err();
    let mut out = String::from(if begins { "'" } else { "" });
    let mut written = 0;
    for at in inner_signs(text) {
        let (before, piece) = text.split_at(at);
        let end = piece.find(BEGINNINGS).unwrap_or(piece.len());
        if before.ends_with('\'')
            || piece.get(..end).is_none_or(|piece| Decimal::parse(piece.trim()).is_err())
        {
            out += text.get(written..at).unwrap_or("");
            out.push('\'');
            written = at;
        }
    }
    if out.is_empty() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(out + text.get(written..).unwrap_or(""))
}

/// Whether a text begins with a byte of a sign, or holds a beginning of a cell for some reader.
/// Most cells have neither.
fn may_hold_formula(text: &str) -> bool {
    let begins = |byte: u8| (byte == b';') | (byte == b'\t') | (byte == b'\n') | (byte == b'\r');
    let is_sign = |byte: u8| matches!(byte, b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | 0xef);
    text.bytes().next().is_some_and(is_sign)
        || text.bytes().fold(false, |any, byte| any | begins(byte))
}

/// A text without the `'` that [`without_formulas`] has put in.
pub(super) fn with_formulas(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\'').filter(|rest| may_be_formula(rest)).unwrap_or(text);
    let mut out = String::new();
    let mut written = 0;
    for at in
        inner_signs(text).filter(|&at| text.get(..at).is_some_and(|before| before.ends_with('\'')))
    {
        out += text.get(written..at - 1).unwrap_or("");
        written = at;
    }
    if written == 0 {
        return Cow::Borrowed(text);
    }
    Cow::Owned(out + text.get(written..).unwrap_or(""))
}

/// Whether a text begins with the sign of a formula, or with that sign after any number of `'`.
pub fn may_be_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(SIGNS)
}

/// Returns the places of signs after a beginning of a cell for some reader, and after blanks,
/// quotes and any number of `'`.
fn inner_signs(text: &str) -> impl Iterator<Item = usize> {
    let begins = |byte: u8| matches!(byte, b';' | b'\t' | b'\n' | b'\r');
    beginning_with(text, begins).filter_map(|(at, begun)| {
        let rest = text.get(at + begun.len_utf8()..)?;
        let rest = rest.trim_start_matches([' ', '\u{a0}', '"']).trim_start_matches('\'');
        rest.starts_with(SIGNS).then(|| text.len() - rest.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_reader_sees_a_formula_and_the_text_comes_back() {
        for (text, safe) in [
            ("=1", "'=1"),
            ("-3.5", "-3.5"),
            ("＝1+1", "'＝1+1"),
            ("＠SUM(1)", "'＠SUM(1)"),
            ("-x", "'-x"),
            ("x;=1+1", "x;'=1+1"),
            ("x; \"=1;@y", "x; \"'=1;'@y"),
            ("x;'=1", "x;''=1"),
            ("x; -5; +6\n-7", "x; -5; '+6\n-7"),
            ("a\n- b\n\t=c", "a\n'- b\n\t'=c"),
            ("=a;=b", "'=a;'=b"),
            ("a;b-c, it's; 'tis", "a;b-c, it's; 'tis"),
        ] {
            assert_eq!(without_formulas(text), safe);
            assert_eq!(with_formulas(safe), text, "{safe}");
        }
        assert_eq!(
            [with_formulas("'=1"), with_formulas("''=1"), with_formulas("'tis")],
            ["=1", "'=1", "'tis"]
        );
    }
}
