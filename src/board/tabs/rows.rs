//! Shared by the tabs: the rows in view, and a sentence in place of rows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::board::action::Tab;
use crate::board::model::Model;
use crate::board::pen::{Pen, lines};
use crate::diagnostic::Message;

/// The lines below a table of priorities that show the selected one in full.
pub(super) const BELOW: u16 = 2;

/// Returns the number of the first priority in view.
pub(super) fn first(model: &Model, many: usize) -> usize {
    let height = usize::from(model.body.height.saturating_sub(1 + BELOW)).max(1);
    let selected = if model.tab == Tab::Matrix { model.cell.0 } else { model.priority };
    (selected + 1).saturating_sub(height).min(many)
}

/// Writes a sentence at the top of an area.
pub(super) fn say(what: &Message, buffer: &mut Buffer, area: Rect) {
    let lines = lines(&what.to_string(), usize::from(area.width), usize::from(area.height));
    for (number, line) in (0..).zip(lines) {
        if let Some(mut pen) = Pen::new(buffer, area, number) {
            pen.text(&line, Style::new());
        }
    }
}
