//! The lines at the bottom of the screen: a question, or a message and the keys.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::action::Tab;
use super::key_place::KeyPlace;
use super::model::{Model, Over};
use super::pen::{GAP, Look, Pen, lines};
use super::prompt::{Prompt, Purpose};
use super::sentences;
use crate::diagnostic::{Message, message};
use crate::render::toolkit::cut::cut;
use crate::render::toolkit::terminal::Tone;

/// The lines at the bottom: a question, or a message and the keys.
pub(super) struct Bottom {
    lines: Vec<(String, Tone)>,
    keys: Vec<Vec<(&'static str, String)>>,
    /// The line that is typed, after its label: the number of the line, label, text and column.
    typed: Option<(u16, String, String, usize)>,
}

impl Bottom {
    /// Lays the lines out on a screen of so many columns and rows: a message takes a third of it.
    pub(super) fn of(model: &Model, columns: usize, rows: usize) -> Self {
        let most = (rows / 3).max(1);
        match &model.prompt {
            Some(prompt) => Bottom::question(prompt, model, columns, most),
            None => {
                let lines = match model.message.is_empty() {
                    true => vec![(String::new(), Tone::Plain)],
                    false => fitted(&model.message, columns, most),
                };
                Bottom { lines, keys: key_lines(model, columns), typed: None }
            }
        }
    }

    fn question(prompt: &Prompt, model: &Model, columns: usize, most: usize) -> Self {
        let day = model.data.as_ref().map(|data| data.as_of).unwrap_or_default();
        let mut shown = vec![(cut(&prompt.heading(day).to_string(), columns), Tone::Strong)];
        let label = format!("{}: ", prompt.label());
        let (text, column) = prompt.line.view(columns.saturating_sub(label.width()));
        let typed = Some((u16::try_from(shown.len()).unwrap_or(1), label, text, column));
        shown.push((String::new(), Tone::Plain));
        let why = prompt.obstacle.iter().chain(&prompt.fault).take(1);
        let fault = why.flat_map(|why| lines(why, columns, most));
        shown.extend(fault.map(|line| (line, Tone::Bad)));
        let hint = match (prompt.is_sent, model.is_held) {
            (true, true) => sentences::held(),
            (true, false) => sentences::writing(),
            (false, _) => prompt.hint(),
        };
        let most = if matches!(prompt.purpose, Purpose::Milestones(_)) { most } else { 2 };
        let hint = lines(&hint.to_string(), columns, most);
        shown.extend(hint.into_iter().map(|line| (line, Tone::Faint)));
        Bottom { lines: shown, keys: Vec::new(), typed }
    }

    /// Returns where the keys are named, in the area at the bottom.
    pub(super) fn key_places(&self, area: Rect) -> Vec<KeyPlace> {
        let first = u16::try_from(self.lines.len()).unwrap_or(u16::MAX);
        let mut places = Vec::new();
        for (row, keys) in (area.y.saturating_add(first)..).zip(&self.keys) {
            let mut from = 0;
            for (key, words) in keys {
                let end = from + key.width() + 1 + words.width();
                places.push(KeyPlace { row, columns: from..end, key });
                from = end + GAP;
            }
        }
        places
    }

    /// Returns how many rows it takes.
    pub(super) fn height(&self) -> u16 {
        u16::try_from(self.lines.len() + self.keys.len()).unwrap_or(u16::MAX)
    }

    /// Draws the lines, and returns the place of the cursor, if a line is typed.
    pub(super) fn draw(&self, look: Look, buffer: &mut Buffer, area: Rect) -> Option<Position> {
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

/// Lays a message out on some rows. Where it does not fit, its first warning is shown in full, and
/// a key shows the rest.
fn fitted(message: &[(String, Tone)], columns: usize, most: usize) -> Vec<(String, Tone)> {
    let laid_out = |(text, tone): &(String, Tone), most: usize| -> Vec<(String, Tone)> {
        lines(text, columns, most).into_iter().map(|line| (line, *tone)).collect()
    };
    let all: Vec<_> = message.iter().flat_map(|one| laid_out(one, usize::MAX)).collect();
    if all.len() <= most {
        return all;
    }
    let shown = message.len().min(2);
    let second = message.get(1).map_or_else(Vec::new, |one| laid_out(one, usize::MAX));
    let first = most.saturating_sub(1 + second.len()).max(1);
    let mut fitted = message.first().map_or_else(Vec::new, |one| laid_out(one, first));
    fitted.extend(second);
    fitted.push((sentences::more_to_read(message.len() - shown).into(), Tone::Faint));
    fitted
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
        Some(Over::Help(_) | Over::Messages(_)) => {
            of_text().map(|(key, words)| (key, words.to_string())).into()
        }
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
