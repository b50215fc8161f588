//! Footnotes below a plan: `* provisional`, `Note: dates may change`, `(1) subject to funding`.

use crate::spreadsheet::cells::RowCells;
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::vocabulary::{meant, normalize};

/// The most characters of the word in front of a footnote.
const LONGEST: usize = 30;

/// How a footnote begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Footnote {
    /// With a sign, such as `*`.
    Sign,
    /// With a number or letter in brackets.
    Number,
    /// With a word, such as `Note:`.
    Word,
    /// It is a word alone, such as `Notes`: further rows of one text are footnotes, too.
    Heading,
}

/// Returns how a text begins, if it begins like a footnote.
pub(super) fn footnote(text: &str) -> Option<Footnote> {
    let text = text.trim();
    if text.starts_with(['*', '†', '‡', '※', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'])
    {
        return Some(Footnote::Sign);
    }
    let inside =
        text.strip_prefix(['(', '[', '（']).and_then(|rest| rest.split_once([')', ']', '）']));
    if let Some((number, _)) = inside {
        let is_digits =
            (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        let is_letter = number.len() == 1 && number.bytes().all(|b| b.is_ascii_alphabetic());
        return (is_digits || is_letter).then_some(Footnote::Number);
    }
    let is_end = |c: char| matches!(c, ':' | '：');
    let (head, rest) = text
        .split_once(is_end)
        .or_else(|| text.split_once(" – "))
        .or_else(|| text.split_once(" - "))
        .unwrap_or((text, ""));
    if head.chars().nth(LONGEST).is_some() {
        return first_word(text);
    }
    let folded = normalize(head);
    let bare = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let has_colon = text.contains(is_end);
    let is_known =
        meant("footnote", bare).is_some() || has_colon && meant("legend", bare).is_some();
    match rest.trim().is_empty() {
        true if is_known => Some(Footnote::Heading),
        false if is_known => Some(Footnote::Word),
        _ => first_word(text),
    }
}

/// `N.B. text` needs no colon.
fn first_word(text: &str) -> Option<Footnote> {
    let word = text.split_whitespace().next().filter(|word| word.len() <= 4)?;
    matches!(normalize(word).as_str(), "nb" | "n b").then_some(Footnote::Word)
}

/// Returns how a row begins, if it is a footnote: one text, or the sign or word alone and a text.
pub(super) fn footnote_of_row(cells: &RowCells) -> Option<Footnote> {
    let mut texts = cells.values().map(RawCell::text);
    let first = texts.next()??;
    match (footnote(first), cells.len()) {
        (own, 1) => own,
        (Some(Footnote::Heading), 2) => Some(Footnote::Word),
        (Some(own @ (Footnote::Sign | Footnote::Number)), 2) => {
            let is_bare = !first.contains(char::is_alphabetic) || own == Footnote::Number;
            (is_bare && first.trim().chars().count() < 5).then_some(own)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footnotes_begin_with_a_sign_or_a_word() {
        use Footnote::{Heading, Number, Sign, Word};
        for (text, is) in [
            ("* provisional", Some(Sign)),
            ("** to be confirmed", Some(Sign)),
            ("¹ of the year", Some(Sign)),
            ("(1) subject to funding", Some(Number)),
            ("[2] see annex", Some(Number)),
            ("(a) see annex", Some(Number)),
            ("Note: dates may change", Some(Word)),
            ("NOTE 1: dates may change", Some(Word)),
            ("Notes", Some(Heading)),
            ("Notes:", Some(Heading)),
            ("N.B. dates may change", Some(Word)),
            ("NB: dates may change", Some(Word)),
            ("Source: Ministry of Health", Some(Word)),
            ("Source – Ministry of Health", Some(Word)),
            ("Legend: x = done", Some(Word)),
            ("Remarque : les dates peuvent changer", Some(Word)),
            ("Légende : x", Some(Word)),
            ("Nota: las fechas pueden cambiar", Some(Word)),
            ("Fuente: Ministerio", Some(Word)),
            ("Fonte: Ministério", Some(Word)),
            ("Примечание: даты могут измениться", Some(Word)),
            ("Источник: министерство", Some(Word)),
            ("注：日期可能变更", Some(Word)),
            ("资料来源：卫生部", Some(Word)),
            ("ملاحظة: قد تتغير التواريخ", Some(Word)),
            ("المصدر: الوزارة", Some(Word)),
            ("Note the results of the survey", None),
            ("Source water for the camp", None),
            ("(draft) Write the law", None),
            ("1) Write the law", None),
            ("- Write the law", None),
            ("Key: find it", Some(Word)),
            ("Key", None),
            ("Write the law", None),
            ("", None),
        ] {
            assert_eq!(footnote(text), is, "{text}");
        }
    }
}
