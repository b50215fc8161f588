//! A text of many lines, and the part of it in view.

use ratatui::text::Line;

use super::action::Motion;

/// A text of many lines, and the part of it in view.
#[derive(Default)]
pub(super) struct ScrollText {
    lines: Vec<Line<'static>>,
    offset: usize,
}

impl ScrollText {
    /// Takes lines, and shows them from the first.
    pub(super) fn new(lines: Vec<Line<'static>>) -> Self {
        ScrollText { lines, offset: 0 }
    }

    /// Replaces the lines; the view stays.
    pub(super) fn set(&mut self, lines: Vec<Line<'static>>) {
        self.lines = lines;
    }

    /// Moves the view.
    pub(super) fn step(&mut self, motion: Motion, height: usize) {
        let page = height.saturating_sub(1).max(1);
        self.offset = match motion {
            Motion::Up | Motion::Left => self.offset.saturating_sub(1),
            Motion::Down | Motion::Right => self.offset.saturating_add(1),
            Motion::PageUp => self.offset.saturating_sub(page),
            Motion::PageDown => self.offset.saturating_add(page),
            Motion::First => 0,
            Motion::Last => usize::MAX,
        };
        self.offset = self.offset.min(self.lines.len().saturating_sub(height));
    }

    /// Moves the view by N lines.
    pub(super) fn scroll(&mut self, by: isize, height: usize) {
        let most = self.lines.len().saturating_sub(height);
        self.offset = self.offset.saturating_add_signed(by).min(most);
    }

    /// Returns the lines in view.
    pub(super) fn view(&mut self, height: usize) -> impl Iterator<Item = &Line<'static>> {
        self.offset = self.offset.min(self.lines.len().saturating_sub(height));
        self.lines.iter().skip(self.offset).take(height)
    }

    /// Whether there is more below the view.
    pub(super) fn has_more(&self, height: usize) -> bool {
        self.offset + height < self.lines.len()
    }
}
