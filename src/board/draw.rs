//! Draws the state: the title, the tabs, what is open, and the lines at the bottom.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use unicode_width::UnicodeWidthStr;

use super::action::Tab;
use super::model::{Model, Over};
pub(super) use super::pen::Look;
use super::pen::{GAP, Pen, Side, lines};
use super::prompt::Prompt;
use super::{sentences, tabs};
use crate::diagnostic::{Message, message};
use crate::render::toolkit::cut::cut;
use crate::render::toolkit::terminal::Tone;
use crate::render::toolkit::words::long_day;

/// The smallest screen.
const LEAST: (u16, u16) = (60, 15);

/// The row of the tabs.
pub(super) const TABS_ROW: u16 = 1;

/// The most lines that a message takes.
const MOST_MESSAGE: usize = 4;

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
    let bottom = Bottom::of(model, usize::from(area.width));
    let height = bottom.height().min(area.height / 2);
    let [head, body, foot] = [
        Rect { height: 3, ..area },
        Rect { y: area.y + 3, height: area.height - 3 - height, ..area },
        Rect { y: area.bottom() - height, height, ..area },
    ];
    model.body = body;
    heading(model, look, buffer, head);
    match (&mut model.over, &model.failure) {
        (Some(Over::Activity { text, .. } | Over::Help(text)), _) => {
            tabs::text(text, look, buffer, body);
        }
        (_, Some(failure)) => {
            write_lines(failure, Style::new(), buffer, body);
        }
        _ => tabs::draw(model, look, buffer, body),
    }
    if let Some(Over::Filter(field)) = &model.over {
        tabs::filter(model, *field, look, buffer, body);
    }
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
    let filter = model.data.as_ref().and_then(|data| model.filter.in_words(data));
    if let Some(mut pen) = Pen::new(buffer, area, 2) {
        match filter {
            Some(words) => pen.text(&format!(" {words}"), look.style(Tone::Warning)),
            None => pen.text(&"─".repeat(pen.room()), look.style(Tone::Faint)),
        }
    }
}

/// The lines at the bottom: a question, or a message and the keys.
struct Bottom {
    lines: Vec<(String, Tone)>,
    keys: Vec<Vec<(&'static str, String)>>,
    /// The line that is typed, after its label: the number of the line, label, text and column.
    typed: Option<(u16, String, String, usize)>,
}

impl Bottom {
    fn of(model: &Model, columns: usize) -> Self {
        match &model.prompt {
            Some(prompt) => Bottom::question(prompt, model, columns),
            None => {
                let message = model.message.iter().flat_map(|(text, tone)| {
                    lines(text, columns, MOST_MESSAGE).into_iter().map(|line| (line, *tone))
                });
                let mut lines: Vec<(String, Tone)> = message.take(MOST_MESSAGE).collect();
                if lines.is_empty() {
                    lines.push((String::new(), Tone::Plain));
                }
                Bottom { lines, keys: key_lines(model, columns), typed: None }
            }
        }
    }

    fn question(prompt: &Prompt, model: &Model, columns: usize) -> Self {
        let day = model.data.as_ref().map(|data| data.as_of).unwrap_or_default();
        let mut shown = vec![(cut(&prompt.heading(day).to_string(), columns), Tone::Strong)];
        let label = format!("{}: ", prompt.label());
        let (text, column) = prompt.line.view(columns.saturating_sub(label.width()));
        let typed = Some((u16::try_from(shown.len()).unwrap_or(1), label, text, column));
        shown.push((String::new(), Tone::Plain));
        let fault = prompt.fault.iter().flat_map(|why| lines(why, columns, 2));
        shown.extend(fault.map(|line| (line, Tone::Bad)));
        let hint = lines(&prompt.hint().to_string(), columns, 2);
        shown.extend(hint.into_iter().map(|line| (line, Tone::Faint)));
        Bottom { lines: shown, keys: Vec::new(), typed }
    }

    fn height(&self) -> u16 {
        u16::try_from(self.lines.len() + self.keys.len()).unwrap_or(u16::MAX)
    }

    fn draw(&self, look: Look, buffer: &mut Buffer, area: Rect) -> Option<Position> {
        let mut number = 0;
        for (line, tone) in &self.lines {
            Pen::new(buffer, area, number)?.text(line, look.style(*tone));
            number += 1;
        }
        for keys in &self.keys {
            let mut pen = Pen::new(buffer, area, number)?;
            for (number, (key, words)) in keys.iter().enumerate() {
                pen.skip(if number == 0 { 0 } else { GAP });
                pen.text(key, look.style(Tone::Strong));
                pen.skip(1);
                pen.text(words, look.style(Tone::Faint));
            }
            number += 1;
        }
        let (line, label, text, column) = self.typed.as_ref()?;
        let mut pen = Pen::new(buffer, area, *line)?;
        pen.text(label, look.style(Tone::Strong));
        pen.text(text, Style::new());
        let column = u16::try_from(label.width() + column).ok()?;
        Some(Position { x: area.x + column, y: area.y + line })
    }
}

/// Returns the keys of a tab: those that edit are for a list of items.
fn keys_of(tab: Tab) -> impl Iterator<Item = (&'static str, Message)> {
    let own = match tab {
        Tab::Mine | Tab::All => Vec::new(),
        Tab::Priorities => vec![
            ("↑↓", message!("board.key-priority", "priority")),
            ("Enter", message!("board.key-activities", "its activities")),
        ],
        Tab::Matrix => vec![
            ("↑↓←→", message!("board.key-pair", "pair")),
            ("Enter", message!("board.key-of-pair", "its activities")),
        ],
        Tab::Changes => vec![
            ("↑↓", message!("board.key-scroll-changes", "scroll")),
            ("r", message!("board.key-again", "compare again")),
        ],
    };
    let edits_too = matches!(tab, Tab::Mine | Tab::All);
    let is_here =
        move |(key, _): &(&'static str, Message)| edits_too || matches!(*key, "u" | "?" | "q");
    own.into_iter().chain(sentences::keys().into_iter().filter(is_here))
}

/// Lays the keys out on as many lines as they need.
fn key_lines(model: &Model, columns: usize) -> Vec<Vec<(&'static str, String)>> {
    let of_text = || {
        [
            ("↑↓", message!("board.key-scroll", "scroll")),
            ("Esc", message!("board.key-close", "close")),
        ]
    };
    let keys: Vec<(&'static str, String)> = match &model.over {
        Some(Over::Filter(_)) => [
            ("↑↓", message!("board.key-field", "field")),
            ("←→", message!("board.key-value", "value")),
            ("Del", message!("board.key-all", "all")),
            ("Enter", message!("board.key-show", "show")),
        ]
        .map(|(key, words)| (key, words.to_string()))
        .into(),
        Some(Over::Help(_)) => of_text().map(|(key, words)| (key, words.to_string())).into(),
        Some(Over::Activity { .. }) => {
            let edits = sentences::keys().into_iter().take(6).chain(of_text());
            edits.map(|(key, words)| (key, words.to_string())).collect()
        }
        None => keys_of(model.tab).map(|(key, words)| (key, words.to_string())).collect(),
    };
    let mut all: Vec<Vec<(&'static str, String)>> = vec![Vec::new()];
    let mut taken = 0;
    for (key, words) in keys {
        let width = key.width() + 1 + words.width() + GAP;
        if taken + width > columns + GAP {
            all.push(Vec::new());
            taken = 0;
        }
        taken += width;
        if let Some(last) = all.last_mut() {
            last.push((key, words));
        }
    }
    all
}
