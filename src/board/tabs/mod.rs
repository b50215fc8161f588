//! The content of each tab.

mod filter;
mod items;
mod matrix;
mod priorities;
mod rows;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::action::Tab;
use super::model::Model;
use super::pen::{Look, Pen};
use super::scroll::ScrollText;
use crate::diagnostic::message;
use crate::render::toolkit::terminal::Tone;
use rows::{first, say};

pub(super) use filter::draw as filter;
pub(super) use matrix::theme_at;

/// Returns the tabs with their labels, from left to right.
pub(super) fn labels(model: &Model) -> impl Iterator<Item = (Tab, String)> {
    (1..).zip(Tab::ALL).map(|(number, tab)| {
        let label = match tab {
            Tab::Mine => message!("board.mine", "Mine {many}", many = model.mine.len()),
            Tab::All => message!("board.all", "All {many}", many = model.all.len()),
            Tab::Priorities => message!("board.priorities", "Priorities"),
            Tab::Matrix => message!("board.matrix", "Matrix"),
            Tab::Changes => message!("board.changes", "Changes"),
        };
        (tab, format!(" {number} {label} "))
    })
}

/// Returns the tab at a column.
pub(super) fn tab_at(model: &Model, column: u16) -> Option<Tab> {
    let mut end = 0;
    let mut labels = labels(model);
    labels.find_map(|(tab, label)| {
        end += label.width();
        (usize::from(column) < end).then_some(tab)
    })
}

/// Returns the number of the priority at a line of the body.
pub(super) fn priority_at(model: &Model, line: usize) -> Option<usize> {
    let many = model.data.as_ref()?.priorities.len();
    // The first line holds the headings.
    let at = line.checked_sub(1)? + first(model, many);
    (at < many).then_some(at)
}

/// Draws the open tab.
pub(super) fn draw(model: &mut Model, look: Look, buffer: &mut Buffer, area: Rect) {
    if model.data.is_none() {
        return say(&message!("board.reading", "Reading the plans …"), buffer, area);
    }
    match model.tab {
        Tab::Mine | Tab::All => items::draw(model, look, buffer, area),
        Tab::Priorities => priorities::draw(model, look, buffer, area),
        Tab::Matrix => matrix::draw(model, look, buffer, area),
        Tab::Changes => match &mut model.changes {
            Some(changes) => text(changes, look, buffer, area),
            None => {
                let what =
                    message!("board.comparing", "Comparing the plan with its last saved state …");
                say(&what, buffer, area);
            }
        },
    }
}

/// Draws the part of a text in view, with a mark if there is more below.
pub(super) fn text(text: &mut ScrollText, look: Look, buffer: &mut Buffer, area: Rect) {
    let height = usize::from(area.height);
    for (number, line) in (0..).zip(text.view(height)) {
        if let Some(mut pen) = Pen::new(buffer, area, number) {
            pen.line(line);
        }
    }
    if text.has_more(height)
        && let Some(mut pen) = Pen::new(buffer, area, area.height.saturating_sub(1))
    {
        pen.skip(pen.room().saturating_sub(1));
        pen.text("▼", look.style(Tone::Faint));
    }
}
