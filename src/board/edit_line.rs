//! A line of text that the user types.

use unicode_width::UnicodeWidthChar;

use crate::text::{is_bidi_control, is_refused};

/// A line of text with a cursor.
#[derive(Clone, Debug, Default)]
pub(super) struct EditLine {
    chars: Vec<char>,
    /// The number of characters before the cursor.
    cursor: usize,
}

/// A change of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LineChange {
    Type(char),
    Paste(String),
    EraseBefore,
    EraseAfter,
    EraseWord,
    EraseAll,
    Left,
    Right,
    Start,
    End,
}

impl EditLine {
    /// Begins with a text, with the cursor at its end.
    pub(super) fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        EditLine { cursor: chars.len(), chars }
    }

    /// Returns the text.
    pub(super) fn text(&self) -> String {
        self.chars.iter().collect()
    }

    /// Changes the line. Characters that the format refuses are left out.
    pub(super) fn change(&mut self, change: &LineChange) {
        match change {
            LineChange::Type(c) => self.insert(*c),
            // Line breaks of a pasted text become spaces.
            LineChange::Paste(text) => {
                let text = text.replace("\r\n", "\n");
                text.trim_end().chars().for_each(|c| {
                    self.insert(if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c });
                });
            }
            LineChange::EraseBefore => {
                let end = self.cursor;
                self.left();
                self.chars.drain(self.cursor..end);
            }
            LineChange::EraseAfter => {
                let start = self.cursor;
                self.right();
                self.chars.drain(start..self.cursor);
                self.cursor = start;
            }
            LineChange::EraseWord => {
                let end = self.cursor;
                while self.before().is_some_and(char::is_whitespace) {
                    self.cursor -= 1;
                }
                while self.before().is_some_and(|c| !c.is_whitespace()) {
                    self.cursor -= 1;
                }
                self.chars.drain(self.cursor..end);
            }
            LineChange::EraseAll => {
                self.chars.drain(..self.cursor);
                self.cursor = 0;
            }
            LineChange::Left => self.left(),
            LineChange::Right => self.right(),
            LineChange::Start => self.cursor = 0,
            LineChange::End => self.cursor = self.chars.len(),
        }
    }

    fn insert(&mut self, c: char) {
        if !is_refused(c) && c != '\n' && c != '\t' {
            self.chars.insert(self.cursor, c);
            self.cursor += 1;
        }
    }

    fn before(&self) -> Option<char> {
        self.chars.get(self.cursor.checked_sub(1)?).copied()
    }

    fn at(&self, place: usize) -> usize {
        self.chars.get(place).map_or(0, |c| width(*c))
    }

    /// Moves over a character and the marks on it.
    fn left(&mut self) {
        self.cursor = self.cursor.saturating_sub(1);
        while self.cursor > 0 && self.at(self.cursor) == 0 {
            self.cursor -= 1;
        }
    }

    fn right(&mut self) {
        self.cursor = (self.cursor + 1).min(self.chars.len());
        while self.cursor < self.chars.len() && self.at(self.cursor) == 0 {
            self.cursor += 1;
        }
    }

    /// Returns the part of the text around the cursor that fits, and the column of the cursor in
    /// it.
    pub(super) fn view(&self, columns: usize) -> (String, usize) {
        let mut start = self.cursor;
        let mut before = 0;
        // One column is for the cursor.
        while let Some(previous) = start.checked_sub(1) {
            let more = self.at(previous);
            if before + more + 1 > columns {
                break;
            }
            before += more;
            start = previous;
        }
        let mut taken = 0;
        let rest = self.chars.iter().skip(start).take_while(|c| {
            taken += width(**c);
            taken <= columns
        });
        (rest.map(|c| shown(*c)).collect(), before)
    }
}

/// The form of a character on the screen: it does not act on the terminal.
fn shown(c: char) -> char {
    if c.is_control() || is_bidi_control(c) { '\u{fffd}' } else { c }
}

fn width(c: char) -> usize {
    shown(c).width().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str, changes: &[LineChange]) -> (String, String, usize) {
        let mut line = EditLine::new(text);
        changes.iter().for_each(|change| line.change(change));
        let (view, column) = line.view(10);
        (line.text(), view, column)
    }

    #[test]
    fn a_line_is_edited_by_characters_with_their_marks() {
        use LineChange::{End, EraseAfter, EraseAll, EraseBefore, EraseWord, Left, Start, Type};
        let same = |text: &str, column| (text.to_owned(), text.to_owned(), column);
        assert_eq!(after("ab", &[Left, Type('x')]), same("axb", 2));
        assert_eq!(after("e\u{301}e\u{301}", &[EraseBefore]), same("e\u{301}", 1));
        assert_eq!(after("ab", &[Start, EraseAfter, EraseAfter, EraseAfter]), same("", 0));
        assert_eq!(after("one two  ", &[EraseWord]), same("one ", 4));
        assert_eq!(after("one two", &[Left, EraseAll, End]), same("o", 1));
        assert_eq!(after("数字", &[Left]), same("数字", 2));
    }

    #[test]
    fn a_long_line_shows_the_cursor() {
        let (_, view, column) = after("0123456789abcdef", &[]);
        assert_eq!((view.as_str(), column), ("789abcdef", 9));
        let (_, view, column) = after("数数数数数数数", &[]);
        assert_eq!((view.as_str(), column), ("数数数数", 8));
        let (_, view, column) = after("0123456789abcdef", &[LineChange::Start]);
        assert_eq!((view.as_str(), column), ("0123456789", 0));
    }

    #[test]
    fn what_acts_on_a_terminal_is_not_typed() {
        let paste = LineChange::Paste("a\u{1b}[2J\r\nb\u{202e}c\n".to_owned());
        assert_eq!(after("", &[paste]).0, "a[2J bc");
    }
}
