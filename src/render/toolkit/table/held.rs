//! What stands for a character while a table is laid out, because the layout would count it or
//! break at it otherwise than a terminal or a reader does.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

const LAM: char = '\u{644}';

/// The forms of alef. A terminal shows lam and alef in two columns; in print they are one letter,
/// which is how the layout counts them.
const ALEFS: [char; 4] = ['\u{622}', '\u{623}', '\u{625}', '\u{627}'];

/// The first of the characters, for private use, that stand for alefs after lam.
const STAND_INS: u32 = 0x10_FF00;

/// Stands for a space within a name.
const HELD_SPACE: char = '\u{10FF04}';

/// Returns the text for the layout. With `whole_names`, it is broken only after commas.
pub(super) fn hold(text: &str, whole_names: bool) -> Cow<'_, str> {
    if !(text.contains(LAM) || whole_names && text.contains(' ')) {
        return Cow::Borrowed(text);
    }
    let (mut after_lam, mut after_comma) = (false, false);
    let held = text.chars().map(|c| {
        let shown = match c {
            ' ' if whole_names && !after_comma => HELD_SPACE,
            _ if after_lam => stand_in(c).unwrap_or(c),
            _ => c,
        };
        // Marks above and below the letters change nothing.
        after_lam = c == LAM || (after_lam && c.width() == Some(0));
        after_comma = c == ',';
        shown
    });
    Cow::Owned(held.collect())
}

/// Returns a line of the layout for the screen.
pub(super) fn release(line: &str) -> String {
    line.chars().map(|c| if c == HELD_SPACE { ' ' } else { alef(c).unwrap_or(c) }).collect()
}

fn stand_in(c: char) -> Option<char> {
    let at = ALEFS.iter().position(|&alef| alef == c)?;
    char::from_u32(STAND_INS + u32::try_from(at).ok()?)
}

fn alef(c: char) -> Option<char> {
    let at = u32::from(c).checked_sub(STAND_INS)?;
    ALEFS.get(usize::try_from(at).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;

    #[test]
    fn lam_and_alef_take_two_columns() {
        for (text, columns) in
            [("لا", 2), ("الأول", 5), ("لَا", 2), ("ال", 2), ("plan", 4), ("الإجلاء", 7)]
        {
            let held = hold(text, false);
            assert_eq!(held.width(), columns, "{text}");
            assert_eq!(release(&held), text);
        }
    }

    #[test]
    fn a_name_has_no_place_to_be_broken() {
        let held = hold("IOM, UN Women", true);
        assert_eq!(held.split(' ').count(), 2);
        assert_eq!(release(&held), "IOM, UN Women");
    }
}
