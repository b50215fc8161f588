//! The direction of texts: word processors want to be told it, for a paragraph and for each run of
//! letters.

use crate::render::toolkit::html::turns;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    LeftToRight,
    RightToLeft,
}

use Direction::{LeftToRight, RightToLeft};

/// The direction that a character has by itself.
fn strong(c: char) -> Option<Direction> {
    match c {
        '\u{200f}' | '\u{61c}' => Some(RightToLeft),
        '\u{200e}' => Some(LeftToRight),
        _ if !c.is_alphabetic() => None,
        _ if turns(c.encode_utf8(&mut [0; 4])) => Some(RightToLeft),
        _ => Some(LeftToRight),
    }
}

/// The direction of a paragraph: that of its first letter.
pub(super) fn of_paragraph<'t>(mut texts: impl Iterator<Item = &'t str>) -> Direction {
    texts.find_map(|text| text.chars().find_map(strong)).unwrap_or(LeftToRight)
}

/// Parts a text into runs of one direction each. What has none goes with both its neighbours, or
/// with the paragraph; a number goes with the letters before it.
pub(super) fn runs(text: &str, paragraph: Direction) -> Vec<(Direction, &str)> {
    if paragraph == LeftToRight && !turns(text) {
        return vec![(paragraph, text)];
    }
    let mut pieces: Vec<(Option<Direction>, &str)> = Vec::new();
    let (mut begin, mut kind, mut before) = (0, None, None);
    for (at, c) in text.char_indices() {
        let own = if c.is_numeric() { before } else { strong(c) };
        before = strong(c).or(before);
        if own != kind && at > begin {
            pieces.push((kind, text.get(begin..at).unwrap_or("")));
            begin = at;
        }
        kind = own;
    }
    pieces.push((kind, text.get(begin..).unwrap_or("")));
    let mut out: Vec<(Direction, &str)> = Vec::new();
    let (mut before, mut start, mut end) = (paragraph, 0, 0);
    for (at, (own, piece)) in pieces.iter().enumerate() {
        let after = pieces.get(at + 1).and_then(|(next, _)| *next).unwrap_or(paragraph);
        let own = own.unwrap_or(if before == after { before } else { paragraph });
        before = own;
        let is_more = out.last().is_some_and(|(last, _)| *last == own);
        if is_more {
            out.pop();
        } else {
            start = end;
        }
        end += piece.len();
        out.push((own, text.get(start..end).unwrap_or("")));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_has_the_direction_of_its_first_letter() {
        assert_eq!(of_paragraph(["1.2 ", "(خطة) plan"].into_iter()), RightToLeft);
        assert_eq!(of_paragraph(["1.2 Plan خطة"].into_iter()), LeftToRight);
        assert_eq!(of_paragraph(["计划"].into_iter()), LeftToRight);
        assert_eq!(of_paragraph(["12 %"].into_iter()), LeftToRight);
    }

    #[test]
    fn runs_have_one_direction_each_and_nothing_is_lost() {
        assert_eq!(runs("A plan", LeftToRight), [(LeftToRight, "A plan")]);
        assert_eq!(
            runs("Plan خطة عمل 2024, by IOM.", LeftToRight),
            [(LeftToRight, "Plan "), (RightToLeft, "خطة عمل 2024"), (LeftToRight, ", by IOM.")]
        );
        assert_eq!(
            runs("خطة (IOM) عمل!", RightToLeft),
            [(RightToLeft, "خطة ("), (LeftToRight, "IOM"), (RightToLeft, ") عمل!")]
        );
        for text in ["", " ", "é خ 1", "1 خ 2 a 3", "\u{200f}x\u{200e}ש"] {
            for paragraph in [LeftToRight, RightToLeft] {
                let whole: String = runs(text, paragraph).into_iter().map(|(_, run)| run).collect();
                assert_eq!(whole, text);
            }
        }
    }
}
