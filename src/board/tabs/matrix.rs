//! The tab Matrix: priorities against themes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::rows;
use crate::board::data::BoardData;
use crate::board::model::Model;
use crate::board::pen::{GAP, Look, Pen, Side};
use crate::diagnostic::message;
use crate::render::toolkit::terminal::Tone;
use crate::render::words;

/// The narrowest and the widest column of a theme.
const THEME: (usize, usize) = (10, 20);

/// How the columns of the matrix are laid out.
struct Layout {
    name: usize,
    theme: usize,
    /// The number of the first theme in view, and how many there are.
    first: usize,
    shown: usize,
}

impl Layout {
    fn of(data: &BoardData, selected: usize, width: usize) -> Self {
        let themes = data.themes.len().max(1);
        let name = (width / 3).max(18);
        let room = width.saturating_sub(2 + name + GAP);
        let theme = (room / themes).saturating_sub(GAP).clamp(THEME.0, THEME.1);
        let shown = ((room + GAP) / (theme + GAP)).clamp(1, themes);
        let first = (selected + 1).saturating_sub(shown);
        Layout { name, theme, first, shown }
    }
}

/// Draws the matrix, and the selected pair in full below it.
pub(super) fn draw(model: &Model, look: Look, buffer: &mut Buffer, area: Rect) {
    let Some(data) = &model.data else { return };
    if data.cells.is_empty() {
        let none = message!("board.no-matrix", "This plan has no pair of a priority and a theme.");
        return rows::say(&none, buffer, area);
    }
    let layout = Layout::of(data, model.cell.1, usize::from(area.width));
    let themes = || data.themes.iter().enumerate().skip(layout.first).take(layout.shown);
    if let Some(mut pen) = Pen::new(buffer, area, 0) {
        pen.skip(2);
        let faint = look.style(Tone::Faint);
        pen.cell(&words::priority().to_string(), layout.name, Side::Left, faint);
        for (_, theme) in themes() {
            pen.cell(&theme.name, layout.theme, Side::Right, faint);
        }
    }
    let rows = Rect { height: area.height.saturating_sub(rows::BELOW), ..area };
    let first = rows::first(model, data.priorities.len());
    for (row, (at, own)) in (1..).zip(data.priorities.iter().enumerate().skip(first)) {
        let Some(mut pen) = Pen::new(buffer, rows, row) else { break };
        let is_row = at == model.cell.0;
        let strong = if is_row { Tone::Strong } else { Tone::Plain };
        pen.text(if is_row { "► " } else { "  " }, Style::new());
        pen.cell(&own.name, layout.name, Side::Left, look.style(strong));
        for (theme, _) in themes() {
            let Some(cell) = data.cells.get(at * data.themes.len() + theme) else { continue };
            let is_selected = is_row && theme == model.cell.1;
            let style = match is_selected {
                true => Style::new().add_modifier(Modifier::REVERSED),
                false => look.style(cell.tone),
            };
            pen.cell(&cell.text, layout.theme, Side::Right, style);
        }
    }
    let faint = look.style(Tone::Faint);
    let (row, column) = model.cell;
    let names = (data.priorities.get(row), data.themes.get(column));
    let cell = data.cells.get(row * data.themes.len() + column);
    if let ((Some(priority), Some(theme)), Some(cell)) = (names, cell) {
        if let Some(mut pen) = Pen::new(buffer, area, rows.height) {
            pen.text(&priority.name, faint);
        }
        let what = message!(
            "board.pair",
            "× {theme}: {cell} (completed of all)",
            theme = theme.name.as_str(),
            cell = cell.text.as_str()
        );
        if let Some(mut pen) = Pen::new(buffer, area, rows.height + 1) {
            pen.text(&what.to_string(), faint);
        }
    }
}

/// Returns the number of the theme at a column.
pub(in crate::board) fn theme_at(model: &Model, column: u16) -> Option<usize> {
    let data = model.data.as_ref()?;
    let layout = Layout::of(data, model.cell.1, usize::from(model.body.width));
    let from = usize::from(column).checked_sub(2 + layout.name + GAP)?;
    let at = from / (layout.theme + GAP);
    (at < layout.shown).then_some(layout.first + at)
}
