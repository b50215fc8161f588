//! The tab Priorities: how far each of them is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use unicode_width::UnicodeWidthStr;

use super::rows;
use crate::board::data::BoardData;
use crate::board::model::Model;
use crate::board::pen::{GAP, Look, Pen, Side};
use crate::render::toolkit::terminal::Tone;
use crate::render::toolkit::words::{bar, percent};
use crate::render::words;

const PROGRESS: usize = 8;
const DONE: usize = 10;
const OVERDUE: usize = 7;

/// How wide the columns of a priority are.
struct Columns {
    name: usize,
    bar: Option<usize>,
    rating: Option<usize>,
}

impl Columns {
    fn of(data: &BoardData, width: usize) -> Self {
        let widest = data.priorities.iter().map(|own| own.rating.width()).max().unwrap_or(0);
        let rating = (width >= 76).then_some(widest.clamp(6, 17));
        let bar = (width >= 76).then_some(if width >= 100 { 20 } else { 10 });
        let extra = [bar, rating].into_iter().flatten().map(|one| one + GAP).sum::<usize>();
        let others = 2 + GAP + PROGRESS + GAP + DONE + GAP + OVERDUE + GAP;
        Columns { name: width.saturating_sub(others + extra), bar, rating }
    }
}

/// Draws the priorities with their figures, and the name of the selected one in full.
pub(super) fn draw(model: &Model, look: Look, buffer: &mut Buffer, area: Rect) {
    let Some(data) = &model.data else { return };
    let columns = Columns::of(data, usize::from(area.width));
    if let Some(mut pen) = Pen::new(buffer, area, 0) {
        let faint = look.style(Tone::Faint);
        pen.skip(2);
        pen.cell(&words::priority().to_string(), columns.name, Side::Left, faint);
        if let Some(bar) = columns.bar {
            pen.skip(bar + GAP);
        }
        pen.cell(&words::progress().to_string(), PROGRESS, Side::Right, faint);
        pen.cell(&words::completed().to_string(), DONE, Side::Right, faint);
        pen.cell(&words::overdue().to_string(), OVERDUE, Side::Right, faint);
        if let Some(rating) = columns.rating {
            pen.cell(&words::rating_heading().to_string(), rating, Side::Left, faint);
        }
    }
    let rows = Rect { height: area.height.saturating_sub(rows::BELOW), ..area };
    let first = rows::first(model, data.priorities.len());
    for (row, (at, own)) in (1..).zip(data.priorities.iter().enumerate().skip(first)) {
        let Some(mut pen) = Pen::new(buffer, rows, row) else { break };
        let is_selected = at == model.priority;
        if is_selected {
            pen.underlay(area, Style::new().add_modifier(Modifier::REVERSED));
        }
        let toned = |tone: Tone| if is_selected { Style::new() } else { look.style(tone) };
        pen.text(if is_selected { "► " } else { "  " }, Style::new());
        pen.cell(&own.name, columns.name, Side::Left, Style::new());
        if let Some(width) = columns.bar {
            pen.cell(&bar(own.value, own.expected, width), width, Side::Left, toned(own.tone));
        }
        pen.cell(&percent(own.value), PROGRESS, Side::Right, toned(own.tone));
        pen.cell(&own.done, DONE, Side::Right, Style::new());
        let (late, tone) = match own.overdue {
            0 => ("-".to_owned(), Tone::Faint),
            many => (many.to_string(), Tone::Bad),
        };
        pen.cell(&late, OVERDUE, Side::Right, toned(tone));
        if let Some(rating) = columns.rating {
            pen.cell(&own.rating, rating, Side::Left, toned(own.tone));
        }
    }
    if let (Some(own), Some(mut pen)) =
        (data.priorities.get(model.priority), Pen::new(buffer, area, rows.height + 1))
    {
        pen.text(&own.name, look.style(Tone::Faint));
    }
}
