//! The tab Priorities: how far each of them is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::board::model::Model;
use crate::board::pen::{GAP, Look, Pen, Side};
use crate::render::toolkit::terminal::Tone;
use crate::render::toolkit::words::{bar, percent};
use crate::render::words;

/// Draws the priorities with their figures.
pub(super) fn draw(model: &Model, look: Look, buffer: &mut Buffer, area: Rect) {
    let Some(data) = &model.data else { return };
    let width = usize::from(area.width);
    let (bar_width, rating) = if width >= 80 { (16, Some(17)) } else { (10, None) };
    let (done, overdue) = (10, 7);
    let others = 2 + (bar_width + GAP) + (8 + GAP) + (done + GAP) + (overdue + GAP);
    let name = width.saturating_sub(others + rating.map_or(0, |rating| rating + GAP) + GAP);
    if let Some(mut pen) = Pen::new(buffer, area, 0) {
        let faint = look.style(Tone::Faint);
        pen.skip(2);
        pen.cell(&words::priority().to_string(), name, Side::Left, faint);
        pen.skip(bar_width + GAP);
        pen.cell(&words::progress().to_string(), 8, Side::Right, faint);
        pen.cell(&words::completed().to_string(), done, Side::Right, faint);
        pen.cell(&words::overdue().to_string(), overdue, Side::Right, faint);
        if let Some(rating) = rating {
            pen.cell(&words::rating_heading().to_string(), rating, Side::Left, faint);
        }
    }
    let first = super::first(model, data.priorities.len());
    for (row, (at, own)) in (1..).zip(data.priorities.iter().enumerate().skip(first)) {
        let Some(mut pen) = Pen::new(buffer, area, row) else { return };
        let is_selected = at == model.priority;
        if is_selected {
            pen.underlay(area, Style::new().add_modifier(Modifier::REVERSED));
        }
        let toned = |tone: Tone| if is_selected { Style::new() } else { look.style(tone) };
        pen.text(if is_selected { "► " } else { "  " }, Style::new());
        pen.cell(&own.name, name, Side::Left, Style::new());
        pen.cell(&bar(own.value, own.expected, bar_width), bar_width, Side::Left, toned(own.tone));
        pen.cell(&percent(own.value), 8, Side::Right, Style::new());
        pen.cell(&own.done, done, Side::Right, Style::new());
        let (late, tone) = match own.overdue {
            0 => ("-".to_owned(), Tone::Faint),
            many => (many.to_string(), Tone::Bad),
        };
        pen.cell(&late, overdue, Side::Right, toned(tone));
        if let Some(rating) = rating {
            pen.cell(&own.rating, rating, Side::Left, toned(own.tone));
        }
    }
}
