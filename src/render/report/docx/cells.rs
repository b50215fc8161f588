//! Cells, and words in them.

use super::super::content::ShareText;
use super::Document;
use super::look::{TRACK, style_of};
use crate::diagnostic::Message;
use crate::render::toolkit::html::brief;
use crate::render::toolkit::ooxml::paragraph::Paragraph;
use crate::render::toolkit::ooxml::phrase::Phrase;
use crate::render::toolkit::ooxml::table::{Cell, Row, Table, shared};

/// The room beside the words of a cell, on both sides together.
const BESIDE: u32 = 160;

/// A column: what it is called, its share of the width, and whether it holds numbers.
pub(super) struct Column {
    pub title: Phrase,
    pub share: u32,
    pub is_number: bool,
}

impl Column {
    pub(super) fn text(title: impl Into<Phrase>, share: u32) -> Self {
        Column { title: title.into(), share, is_number: false }
    }

    pub(super) fn number(title: impl Into<Phrase>, share: u32) -> Self {
        Column { title: title.into(), share, is_number: true }
    }
}

/// A table of columns in the style of most tables.
pub(super) fn table(caption: &Message, width: u32, columns: Vec<Column>, rows: Vec<Row>) -> Table {
    let shares: Vec<u32> = columns.iter().map(|column| column.share).collect();
    let head = columns.into_iter().map(|column| {
        let style = if column.is_number { "TableHeadingNumber" } else { "TableHeading" };
        Paragraph::new(style, column.title).into()
    });
    Table {
        caption: caption.to_string(),
        style: "PlainTable2",
        widths: shared(width, &shares),
        head: head.collect(),
        rows,
    }
}

/// A cell of text.
pub(super) fn text(words: impl Into<Phrase>) -> Cell {
    Paragraph::new("TableText", words).into()
}

/// A cell with a number.
pub(super) fn number(words: impl Into<Phrase>) -> Cell {
    Paragraph::new("TableNumber", words).into()
}

/// A paragraph in small letters below the words of a cell.
pub(super) fn detail(words: impl Into<Phrase>) -> Paragraph {
    Paragraph::turning("TableDetail", words)
}

/// A number that is bad news unless it is 0.
pub(super) fn alarm(count: u64) -> Cell {
    match count {
        0 => number("0"),
        _ => number(Phrase::default().styled("Bad", count.to_string())),
    }
}

/// Words that are coloured by their class.
pub(super) fn classed(class: &str, words: impl Into<String>) -> Phrase {
    match style_of(class) {
        Some(style) => Phrase::default().styled(style, words),
        None => Phrase::default().and(words),
    }
}

/// Phrases with something between them.
pub(super) fn joined(phrases: impl IntoIterator<Item = Phrase>, between: &str) -> Phrase {
    let mut out: Option<Phrase> = None;
    for phrase in phrases {
        out = Some(match out {
            None => phrase,
            Some(before) => before.and(between).then(phrase),
        });
    }
    out.unwrap_or_default()
}

/// The paragraphs of a text; empty lines part them.
pub(super) fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    let parts = text.trim().split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| part.lines().map(str::trim).collect::<Vec<_>>().join("\n"))
}

impl<'f> Document<'_, 'f> {
    /// The id of an activity, which leads to it where the document lists all of them.
    pub(super) fn id(&self, id: &str) -> Phrase {
        match self.marks.get(id) {
            Some(mark) => Phrase::default().to(mark, id),
            None => Phrase::default().styled("Strong", id),
        }
    }

    /// An id and a title.
    pub(super) fn titled(&self, id: &str, title: &str) -> Phrase {
        self.id(id).and(format!(" {}", brief(title)))
    }

    /// A bar in a column so wide.
    pub(super) fn bar(&self, share: &ShareText, class: &str, width: u32) -> Cell {
        let room = width.saturating_sub(BESIDE);
        let free = room - room * share.thousandths / 1000;
        let bar = match share.thousandths {
            0 => Paragraph::new("TableBar", ""),
            _ => Paragraph::bar("TableBar", free, self.look.bar(class)),
        };
        Cell { ground: Some(TRACK.to_owned()), ..Cell::from(bar) }
    }
}
