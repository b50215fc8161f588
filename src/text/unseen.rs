//! Characters that cannot be seen, or that look like a space.

use super::rare::beginning_with;

/// A kind of invisible character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnseenKind {
    /// No-break space.
    NoBreakSpace,
    /// Space of another width.
    OtherSpace,
    /// Line separator.
    LineSeparator,
    /// Paragraph separator.
    ParagraphSeparator,
    /// Soft hyphen.
    SoftHyphen,
    /// Zero width space.
    ZeroWidthSpace,
    /// Zero width non-joiner.
    ZeroWidthNonJoiner,
    /// Zero width joiner.
    ZeroWidthJoiner,
    /// Mark of direction.
    DirectionMark,
    /// Word joiner.
    WordJoiner,
    /// Byte-order mark.
    ByteOrderMark,
    /// Character without a width.
    WithoutWidth,
    /// Filler.
    Filler,
    /// Variation selector.
    VariationSelector,
    /// Tag without a width.
    Tag,
}

/// Returns the kind of an invisible character; `None` for any other.
pub fn unseen_kind(c: char) -> Option<UnseenKind> {
    Some(match c {
        '\u{a0}' | '\u{202f}' => UnseenKind::NoBreakSpace,
        '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{205f}' | '\u{2800}' | '\u{3000}' => {
            UnseenKind::OtherSpace
        }
        '\u{2028}' => UnseenKind::LineSeparator,
        '\u{2029}' => UnseenKind::ParagraphSeparator,
        '\u{ad}' => UnseenKind::SoftHyphen,
        '\u{200b}' => UnseenKind::ZeroWidthSpace,
        '\u{200c}' => UnseenKind::ZeroWidthNonJoiner,
        '\u{200d}' => UnseenKind::ZeroWidthJoiner,
        '\u{61c}' | '\u{200e}' | '\u{200f}' => UnseenKind::DirectionMark,
        '\u{2060}' => UnseenKind::WordJoiner,
        '\u{feff}' => UnseenKind::ByteOrderMark,
        '\u{34f}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180e}'
        | '\u{2061}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}' => UnseenKind::WithoutWidth,
        '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' => {
            UnseenKind::WithoutWidth
        }
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => UnseenKind::Filler,
        '\u{180b}'..='\u{180d}'
        | '\u{180f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0100}'..='\u{e01ef}' => UnseenKind::VariationSelector,
        '\u{e0000}'..='\u{e0fff}' => UnseenKind::Tag,
        _ => return None,
    })
}

/// Whether a character that cannot be seen takes the place of a space.
pub fn is_odd_space(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}'
                | '\u{2028}'
                | '\u{2029}'
                | '\u{202f}'
                | '\u{205f}'
                | '\u{2800}'
                | '\u{3000}'
    )
}

/// Whether a byte begins one of these characters, among others.
fn is_suspect(byte: u8) -> bool {
    matches!(byte, 0xc2 | 0xcd | 0xd8 | 0xe1..=0xe3 | 0xef | 0xf0 | 0xf3)
}

/// The first character of a text that cannot be seen.
pub fn first_unseen(text: &str) -> Option<char> {
    beginning_with(text, is_suspect).map(|(_, c)| c).find(|c| unseen_kind(*c).is_some())
}

/// Whether there is nothing in a text that can be seen.
pub fn is_unseen(text: &str) -> bool {
    // Most texts begin with a letter or a digit.
    !text.starts_with(|c: char| c.is_ascii_graphic())
        && text.chars().all(|c| c.is_whitespace() || unseen_kind(c).is_some())
}

/// Returns the text without invisible characters; those that replace a space become `space`.
pub fn without_unseen(text: &str, space: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match unseen_kind(c) {
            Some(_) if is_odd_space(c) => out += space,
            Some(_) => {}
            None => out.push(c),
        }
    }
    out
}

/// Whether a character is invisible and has no use, unless its neighbours give it one.
pub fn is_stray(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}') || is_always_stray(c)
}

fn is_always_stray(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{2060}'
            | '\u{feff}'
            | '\u{180e}'
            | '\u{2061}'..='\u{2064}'
            | '\u{206a}'..='\u{206f}'
    )
}

/// Returns the invisible characters of a text that have no use at their place, with their places in
/// bytes.
///
/// Joiners shape the letters of many scripts, and emoji. A zero width space separates words in
/// scripts without spaces. A no-break space belongs before some signs. These are not returned.
pub fn strays(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut before = None;
    let places = if first_unseen(text).is_some() { text } else { "" };
    let has_script_without_spaces = places.chars().any(is_without_spaces);
    places.char_indices().filter(move |&(at, c)| {
        let last = before.replace(c);
        let next = || places.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        match c {
            _ if is_always_stray(c) => true,
            '\u{200b}' => !has_script_without_spaces,
            '\u{200c}' | '\u{200d}' => {
                [last, next()].into_iter().all(|c| c.is_none_or(|c| c.is_ascii()))
            }
            _ => false,
        }
    })
}

/// Whether a code or an address holds a character that cannot be seen and that no script needs in
/// it: a mark of direction, an odd space, a filler, or one that is stray in any text.
pub fn has_stray_mark(text: &str) -> bool {
    let is_needed = |c: char| {
        matches!(
            c,
            '\u{200b}'..='\u{200d}'
                | '\u{180b}'..='\u{180d}'
                | '\u{180f}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{e0100}'..='\u{e01ef}'
        )
    };
    first_unseen(text).is_some()
        && (text.chars().any(|c| unseen_kind(c).is_some() && !is_needed(c))
            || strays(text).next().is_some())
}

/// The spaces at the ends of a text that are not plain ones, with their places in bytes: no script
/// needs them there.
pub fn odd_ends(text: &str) -> impl Iterator<Item = (usize, char)> {
    let is_space = |c: char| c == ' ' || is_odd_space(c);
    let start = text.len() - text.trim_start_matches(is_space).len();
    let end = text.trim_end_matches(is_space).len();
    text.char_indices().filter(move |&(at, c)| is_odd_space(c) && (at < start || at >= end))
}

/// Whether a letter is of a script that puts no spaces between words: Thai, Lao, Tibetan, Burmese,
/// Khmer, Chinese, Japanese.
fn is_without_spaces(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1950}'..='\u{1aad}'
        | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_begins_with_a_byte_that_is_looked_for() {
        let all = ('\0'..=char::MAX).filter(|c| unseen_kind(*c).is_some());
        let begin = |c: char| c.encode_utf8(&mut [0; 4]).bytes().next();
        assert!(all.into_iter().all(|c| begin(c).is_some_and(is_suspect)));
    }

    #[test]
    fn characters_that_scripts_need_are_not_reported() {
        let found = |text: &str| strays(text).map(|(at, _)| at).collect::<Vec<_>>();
        assert_eq!(found("Wa\u{ad}ter \u{2060}\u{feff}"), [2, 8, 11]);
        assert_eq!(found("wa\u{200d}ter wa\u{200b}ter"), [2, 11]);
        // Persian, Hindi, a family, Khmer, French.
        let right = [
            "\u{645}\u{6cc}\u{200c}\u{62e}",
            "\u{915}\u{94d}\u{200d}\u{937}",
            "\u{1f468}\u{200d}\u{1f469}",
            "\u{1780}\u{200b}\u{1781}",
            "10\u{a0}000 \u{ab}\u{a0}eau",
        ];
        for text in right {
            assert_eq!(found(text), Vec::<usize>::new(), "{text:?}");
        }
        assert_eq!(
            odd_ends("\u{3000} a\u{a0}b \u{a0}").collect::<Vec<_>>(),
            [(0, '\u{3000}'), (9, '\u{a0}')]
        );
        for (text, is_stray) in [
            ("https://e.org/\u{645}\u{6cc}\u{200c}\u{62e}", false),
            ("https://e.org/\u{2764}\u{fe0f}", false),
            ("https://e.org/d\u{200e}", true),
            ("https://e.org/\u{200c}d", true),
        ] {
            assert_eq!(has_stray_mark(text), is_stray, "{text:?}");
        }
        assert_eq!(without_unseen("10\u{a0}000\u{200b}", ""), "10000");
        assert_eq!(
            first_unseen("coa\u{2060}st").and_then(unseen_kind),
            Some(UnseenKind::WordJoiner)
        );
    }
}
