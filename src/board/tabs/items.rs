//! The tabs Mine and All: activities and milestones by urgency.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::rows;
use crate::analysis::Urgency;
use crate::board::action::Tab;
use crate::board::data::{BoardData, Item};
use crate::board::list::ListLine;
use crate::board::model::Model;
use crate::board::pen::{GAP, Look, Pen, Side};
use crate::board::sentences::{sign, who_is_unknown};
use crate::diagnostic::message;
use crate::render::mine::urgency as urgency_words;
use crate::render::toolkit::terminal::Tone;
use crate::render::words;

/// The columns from which a status is a word; below, it is a sign.
const WITH_STATUS: usize = 76;

/// The columns from which everybody's items show their owners.
const WITH_OWNERS: usize = 100;

/// The widest id.
const MOST_ID: usize = 12;

/// How wide the columns of an item are.
struct Columns {
    id: usize,
    title: usize,
    owners: Option<usize>,
    due: usize,
    when: usize,
    status: Option<usize>,
}

impl Columns {
    fn of(data: &BoardData, width: usize, tab: Tab) -> Self {
        let [id, due, when] = data.widths;
        let id = id.min(MOST_ID);
        let status = (width >= WITH_STATUS).then_some(9);
        let owners = (tab == Tab::All && width >= WITH_OWNERS).then_some(width / 6);
        let others = 2 + id + GAP + due + GAP + when + GAP;
        let others = others + status.map_or(2, |status| status + GAP);
        let others = others + owners.map_or(0, |owners| owners + GAP);
        Columns { id, title: width.saturating_sub(others), owners, due, when, status }
    }
}

/// Draws the list of the open tab.
pub(super) fn draw(model: &mut Model, look: Look, buffer: &mut Buffer, area: Rect) {
    let Some(data) = &model.data else { return };
    let list = if model.tab == Tab::Mine { &mut model.mine } else { &mut model.all };
    if list.len() == 0 {
        let what = match (model.tab, model.filter.is_empty()) {
            (_, false) => message!("board.none-found", "Nothing fits. Esc shows all."),
            (Tab::Mine, true) => match &data.unknown {
                Some(_) => who_is_unknown(),
                None => message!("board.nothing-to-do", "Nothing to do: all of it has ended."),
            },
            (_, true) => message!("board.empty", "This plan has no activities."),
        };
        return rows::say(&what, buffer, area);
    }
    let columns = Columns::of(data, usize::from(area.width), model.tab);
    let height = usize::from(area.height);
    let view: Vec<(usize, ListLine)> = list.view(height).collect();
    for (row, (number, line)) in (0..).zip(view) {
        let Some(mut pen) = Pen::new(buffer, area, row) else { return };
        match line {
            ListLine::Heading(urgency, many) => {
                let heading = match urgency {
                    Some(urgency) => urgency_words(urgency),
                    None => message!("board.ended", "Not open"),
                };
                pen.text(&format!("{heading} ({many})"), style_of_heading(urgency, look));
            }
            ListLine::Item(item) => {
                let is_selected = list.is_selected(number);
                if is_selected {
                    pen.underlay(area, Style::new().add_modifier(Modifier::REVERSED));
                }
                if let Some(item) = data.items.get(item) {
                    draw_item(item, is_selected, &columns, look, &mut pen);
                }
            }
        }
    }
}

fn style_of_heading(urgency: Option<Urgency>, look: Look) -> Style {
    let tone = urgency.map_or(Tone::Faint, crate::render::mine::tone);
    look.style(tone).add_modifier(Modifier::BOLD)
}

fn draw_item(item: &Item, is_selected: bool, columns: &Columns, look: Look, pen: &mut Pen<'_>) {
    let plain = Style::new();
    // A dim text on a reversed line cannot be read everywhere.
    let toned = |tone: Tone| match is_selected {
        true => plain,
        false => look.style(tone),
    };
    pen.text(if is_selected { "► " } else { "  " }, plain);
    pen.cell(&item.shown_id, columns.id, Side::Left, toned(Tone::Faint));
    if columns.status.is_none() {
        pen.text(sign(item.of.status), plain);
        pen.text(" ", plain);
    }
    let title = match item.is_milestone {
        true => &format!("◆ {}", item.title),
        false => &item.title,
    };
    let tone = if item.urgency.is_none() { Tone::Faint } else { Tone::Plain };
    pen.cell(title, columns.title, Side::Left, toned(tone));
    if let Some(owners) = columns.owners {
        pen.cell(&item.of.owners, owners, Side::Left, toned(Tone::Faint));
    }
    pen.cell(&item.due, columns.due, Side::Right, toned(tone));
    pen.cell(&item.when, columns.when, Side::Right, toned(item.tone));
    if let Some(status) = columns.status {
        let words = words::status(item.of.status).to_string();
        pen.cell(&words, status, Side::Left, toned(tone));
    }
}
