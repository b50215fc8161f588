//! The form of the filter, above the list.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::board::filter::FilterField;
use crate::board::model::Model;
use crate::board::pen::{Look, Pen, Side};
use crate::diagnostic::message;
use crate::render::toolkit::terminal::Tone;

/// Draws the form at the top of an area.
pub(in crate::board) fn draw(
    model: &Model,
    field: FilterField,
    look: Look,
    buffer: &mut Buffer,
    area: Rect,
) {
    let Some(data) = &model.data else { return };
    let heading = message!("board.filter", "Show only").to_string();
    let all = message!("board.filter-all", "all").to_string();
    let blank = " ".repeat(usize::from(area.width));
    let rule = "─".repeat(usize::from(area.width));
    for (row, text) in [(0, &blank), (5, &rule)] {
        if let Some(mut pen) = Pen::new(buffer, area, row) {
            pen.text(text, look.style(Tone::Faint));
        }
    }
    if let Some(mut pen) = Pen::new(buffer, area, 0) {
        pen.text(&heading, look.style(Tone::Strong));
    }
    for (row, own) in (1..).zip(FilterField::ALL) {
        let Some(mut pen) = Pen::new(buffer, area, row) else { return };
        pen.text(&blank, Style::new());
        let Some(mut pen) = Pen::new(buffer, area, row) else { return };
        let is_selected = own == field;
        let value = model.filter.value(own, data).unwrap_or_else(|| all.clone());
        pen.text(if is_selected { "► " } else { "  " }, Style::new());
        pen.cell(&own.name().to_string(), 10, Side::Left, Style::new());
        let style = match is_selected {
            true => Style::new().add_modifier(Modifier::REVERSED),
            false => Style::new(),
        };
        pen.text(&format!("‹ {value} ›"), style);
    }
}
