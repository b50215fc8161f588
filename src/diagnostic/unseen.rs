//! What invisible characters are called.

use super::message::{Message, message};
use crate::text::{UnseenKind, unseen_kind};

/// Names a character that cannot be seen: `U+2060 (word joiner)`.
pub fn unseen_label(c: char) -> Message {
    let code = format!("{:04X}", c as u32);
    message!("unseen.label", "U+{code} ({name})", code, name = name(unseen_kind(c)))
}

fn name(kind: Option<UnseenKind>) -> Message {
    let Some(kind) = kind else { return message!("unseen.character", "character") };
    match kind {
        UnseenKind::NoBreakSpace => message!("unseen.no-break-space", "no-break space"),
        UnseenKind::OtherSpace => {
            message!("unseen.space-of-another-width", "space of another width")
        }
        UnseenKind::LineSeparator => message!("unseen.line-separator", "line separator"),
        UnseenKind::ParagraphSeparator => {
            message!("unseen.paragraph-separator", "paragraph separator")
        }
        UnseenKind::SoftHyphen => message!("unseen.soft-hyphen", "soft hyphen"),
        UnseenKind::ZeroWidthSpace => message!("unseen.zero-width-space", "zero width space"),
        UnseenKind::ZeroWidthNonJoiner => {
            message!("unseen.zero-width-non-joiner", "zero width non-joiner")
        }
        UnseenKind::ZeroWidthJoiner => message!("unseen.zero-width-joiner", "zero width joiner"),
        UnseenKind::DirectionMark => message!("unseen.mark-of-direction", "mark of direction"),
        UnseenKind::WordJoiner => message!("unseen.word-joiner", "word joiner"),
        UnseenKind::ByteOrderMark => message!("unseen.byte-order-mark", "byte-order mark"),
        UnseenKind::WithoutWidth => {
            message!("unseen.character-without-a-width", "character without a width")
        }
        UnseenKind::Filler => message!("unseen.filler", "filler"),
        UnseenKind::VariationSelector => {
            message!("unseen.variation-selector", "variation selector")
        }
        UnseenKind::Tag => message!("unseen.tag-without-a-width", "tag without a width"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_is_named_by_its_number_and_its_kind() {
        assert_eq!(unseen_label('\u{2060}').to_string(), "U+2060 (word joiner)");
        assert_eq!(unseen_label('a').to_string(), "U+0061 (character)");
    }
}
