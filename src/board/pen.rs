//! Writes texts into the buffer of a frame.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::render::toolkit::cut::cut;
use crate::render::toolkit::table::wrapped;
use crate::render::toolkit::terminal::{Terminal, Tone};

/// How the screen looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// Whether colours are wanted.
    pub color: bool,
}

impl Look {
    /// Returns the style of a tone: with colours, or by weight alone.
    pub(super) fn style(self, tone: Tone) -> Style {
        let plain = Style::new();
        match tone {
            Tone::Plain => plain,
            Tone::Strong => plain.add_modifier(Modifier::BOLD),
            Tone::Faint => plain.add_modifier(Modifier::DIM),
            Tone::Good if self.color => plain.fg(Color::Green),
            Tone::Warning if self.color => plain.fg(Color::Yellow),
            Tone::Bad if self.color => plain.fg(Color::Red),
            Tone::Good | Tone::Warning => plain,
            Tone::Bad => plain.add_modifier(Modifier::BOLD),
        }
    }
}

/// Which end of its columns a text is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// Writes on one line from left to right.
pub(super) struct Pen<'b> {
    buffer: &'b mut Buffer,
    x: u16,
    y: u16,
    end: u16,
}

impl<'b> Pen<'b> {
    /// Begins at the left end of a line of an area, if the area has the line.
    pub(super) fn new(buffer: &'b mut Buffer, area: Rect, line: u16) -> Option<Self> {
        (line < area.height).then(|| Pen { buffer, x: area.x, y: area.y + line, end: area.right() })
    }

    /// Returns how many columns are left.
    pub(super) fn room(&self) -> usize {
        usize::from(self.end.saturating_sub(self.x))
    }

    /// Writes a text, cut to the room.
    pub(super) fn text(&mut self, text: &str, style: Style) {
        let text = cut(text, self.room());
        (self.x, _) = self.buffer.set_stringn(self.x, self.y, text, self.room(), style);
    }

    /// Writes a text into a number of columns, cut, followed by a gap.
    pub(super) fn cell(&mut self, text: &str, columns: usize, side: Side, style: Style) {
        let columns = columns.min(self.room());
        let text = cut(text, columns);
        let space = columns.saturating_sub(text.width());
        let start = self.x;
        if side == Side::Right {
            self.skip(space);
        }
        self.buffer.set_stringn(self.x, self.y, text, columns, style);
        self.x = start;
        self.skip(columns + GAP);
    }

    /// Leaves columns free.
    pub(super) fn skip(&mut self, columns: usize) {
        let columns = u16::try_from(columns).unwrap_or(u16::MAX);
        self.x = self.x.saturating_add(columns).min(self.end);
    }

    /// Gives the line from its beginning in an area a style.
    pub(super) fn underlay(&mut self, area: Rect, style: Style) {
        self.buffer.set_style(Rect { y: self.y, height: 1, ..area }, style);
    }

    /// Writes a styled line.
    pub(super) fn line(&mut self, line: &Line<'_>) {
        let room = u16::try_from(self.room()).unwrap_or(u16::MAX);
        self.buffer.set_line(self.x, self.y, line, room);
    }
}

/// Columns between two columns.
pub(super) const GAP: usize = 2;

/// Returns a text in lines, with the most columns and the most lines.
pub(super) fn lines(text: &str, columns: usize, most: usize) -> Vec<String> {
    // The table leaves a gap behind its last column.
    let screen = Terminal { width: Some(columns + GAP), color: false };
    let all = wrapped(text, Tone::Plain, &screen);
    let mut lines: Vec<String> = all.lines().map(str::to_owned).collect();
    let rest = lines.split_off(most.min(lines.len())).into_iter().next();
    if let (Some(rest), Some(last)) = (rest, lines.last_mut()) {
        *last = cut(&format!("{last} {rest}"), columns);
    }
    lines
}
