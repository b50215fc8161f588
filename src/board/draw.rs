//! Draws the state: the title, the tabs, what is open, and the lines at the bottom.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use unicode_width::UnicodeWidthStr;

use super::action::Tab;
use super::bottom::Bottom;
use super::model::{Model, Over};
pub(super) use super::pen::Look;
use super::pen::{Pen, Side, lines};
use super::{sentences, tabs};
use crate::render::toolkit::cut::cut;
use crate::render::toolkit::terminal::Tone;
use crate::render::toolkit::words::long_day;

/// The smallest screen.
const LEAST: (u16, u16) = (60, 15);

/// The row of the tabs.
pub(super) const TABS_ROW: u16 = 1;

/// Draws a frame, and returns its columns.
pub(super) fn draw(model: &mut Model, look: &Look, frame: &mut Frame<'_>) {
    let area = frame.area();
    let cursor = onto(model, *look, frame.buffer_mut(), area);
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

/// Draws onto a buffer, and returns the place of the cursor, if a line is typed.
fn onto(model: &mut Model, look: Look, buffer: &mut Buffer, area: Rect) -> Option<Position> {
    model.is_small = area.width < LEAST.0 || area.height < LEAST.1;
    if model.is_small {
        let text = sentences::too_small(area.width, area.height).to_string();
        let text = lines(&text, usize::from(area.width), usize::from(area.height));
        return write_lines(&text, Style::new(), buffer, area);
    }
    let bottom = Bottom::of(model, usize::from(area.width), usize::from(area.height));
    let height = bottom.height().min(area.height / 2);
    let [head, body, foot] = [
        Rect { height: 3, ..area },
        Rect { y: area.y + 3, height: area.height - 3 - height, ..area },
        Rect { y: area.bottom() - height, height, ..area },
    ];
    model.body = body;
    heading(model, look, buffer, head);
    match (&mut model.over, &model.failure) {
        (Some(Over::Activity { text, .. } | Over::Help(text) | Over::Messages(text)), _) => {
            tabs::text(text, look, buffer, body);
        }
        (_, Some(failure)) => {
            let (columns, rows) = (usize::from(body.width), usize::from(body.height));
            let all: Vec<String> =
                failure.iter().flat_map(|line| lines(line, columns, rows)).collect();
            write_lines(&all, Style::new(), buffer, body);
        }
        _ => tabs::draw(model, look, buffer, body),
    }
    if let Some(Over::Filter(field)) = &model.over {
        tabs::filter(model, *field, look, buffer, body);
    }
    model.key_places = bottom.key_places(foot);
    bottom.draw(look, buffer, foot)
}

/// Writes lines, one below the other.
fn write_lines(
    lines: &[String],
    style: Style,
    buffer: &mut Buffer,
    area: Rect,
) -> Option<Position> {
    for (number, line) in (0..).zip(lines) {
        Pen::new(buffer, area, number)?.text(line, style);
    }
    None
}

fn heading(model: &Model, look: Look, buffer: &mut Buffer, area: Rect) {
    if let (Some(mut pen), Some(data)) = (Pen::new(buffer, area, 0), &model.data) {
        let day = long_day(data.as_of).to_string();
        let right = match data.whose.is_empty() {
            true => day,
            false => format!("{} · {day}", data.whose),
        };
        let room = pen.room().saturating_sub(2);
        let right = cut(&right, room / 2);
        pen.cell(&data.title, room - right.width(), Side::Left, look.style(Tone::Strong));
        pen.text(&right, look.style(Tone::Faint));
    }
    if let Some(mut pen) = Pen::new(buffer, area, TABS_ROW) {
        for (tab, label) in tabs::labels(model) {
            let is_open = tab == model.tab;
            let style = match is_open {
                true => Style::new().add_modifier(Modifier::REVERSED),
                false => Style::new(),
            };
            pen.text(&label, style);
        }
    }
    // The other tabs are about the plan as a whole.
    let is_list = matches!(model.tab, Tab::Mine | Tab::All);
    let filter = model.data.as_ref().filter(|_| is_list);
    let filter = filter.and_then(|data| model.filter.in_words(data));
    if let Some(mut pen) = Pen::new(buffer, area, 2) {
        match filter {
            Some(words) => pen.text(&format!(" {words}"), look.style(Tone::Warning)),
            None => pen.text(&"─".repeat(pen.room()), look.style(Tone::Faint)),
        }
    }
}
