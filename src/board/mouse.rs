//! The mouse: a click selects, the wheel scrolls.

use crossterm::event::{KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::action::{Request, Tab};
use super::draw::TABS_ROW;
use super::key_place::KeyPlace;
use super::keys;
use super::model::{Model, Over};
use super::tabs;

/// How many lines the wheel moves.
const WHEEL: isize = 3;

/// Does what the mouse means.
pub(super) fn take(model: &mut Model, event: MouseEvent) -> Vec<Request> {
    match event.kind {
        MouseEventKind::ScrollDown => scroll(model, WHEEL),
        MouseEventKind::ScrollUp => scroll(model, -WHEEL),
        MouseEventKind::Down(MouseButton::Left) if model.prompt.is_none() => {
            return click(model, event.column, event.row);
        }
        _ => {}
    }
    Vec::new()
}

fn scroll(model: &mut Model, by: isize) {
    let height = usize::from(model.body.height);
    if let Some(Over::Activity { text, .. } | Over::Help(text) | Over::Messages(text)) =
        &mut model.over
    {
        return text.scroll(by, height);
    }
    let moved = |at: usize, many: usize| at.saturating_add_signed(by.signum()).min(many);
    let rows = model.data.as_ref().map_or(0, |data| data.priorities.len().saturating_sub(1));
    match model.tab {
        Tab::Mine => model.mine.scroll(by, height),
        Tab::All => model.all.scroll(by, height),
        Tab::Priorities => model.priority = moved(model.priority, rows),
        Tab::Matrix => model.cell.0 = moved(model.cell.0, rows),
        Tab::Changes => model.changes.iter_mut().for_each(|text| text.scroll(by, height)),
    }
}

fn click(model: &mut Model, column: u16, row: u16) -> Vec<Request> {
    if row == TABS_ROW {
        let at = tabs::tab_at(model, column);
        model.over = None;
        return at.map_or_else(Vec::new, |tab| model.open_tab(tab));
    }
    let is_it = |place: &&KeyPlace| place.row == row && place.columns.contains(&column.into());
    if let Some(code) = model.key_places.iter().find(is_it).and_then(KeyPlace::code) {
        let key = KeyEvent::new(code, KeyModifiers::NONE);
        let actions = keys::actions(model.focus(), key);
        return actions.into_iter().flat_map(|action| model.act(action)).collect();
    }
    let Some(line) = row.checked_sub(model.body.y).filter(|line| *line < model.body.height) else {
        return Vec::new();
    };
    if model.over.is_some() {
        return Vec::new();
    }
    let line = usize::from(line);
    if let Some(list) = model.list() {
        list.click(line);
    } else if let Some(at) = tabs::priority_at(model, line) {
        match model.tab {
            Tab::Priorities => model.priority = at,
            _ => {
                let theme = tabs::theme_at(model, column);
                model.cell = (at, theme.unwrap_or(model.cell.1));
            }
        }
    }
    Vec::new()
}
