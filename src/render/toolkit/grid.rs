//! A table without a form: columns, and rows of cells.

use unicode_width::UnicodeWidthStr;

use crate::diagnostic::Message;
use crate::render::toolkit::terminal::Tone;

// Here a message becomes the text that is shown.
impl From<Message> for String {
    fn from(message: Message) -> Self {
        message.to_string()
    }
}

/// Rows and columns, before they are given a form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grid {
    pub columns: Vec<GridColumn>,
    pub rows: Vec<Vec<GridCell>>,
}

/// One column.
#[derive(Clone, Debug)]
pub(crate) struct GridColumn {
    pub title: String,
    pub align: Align,
    /// How narrow it may become before it is left out; its natural width if it cannot be wrapped.
    pub min: Option<usize>,
    /// How wide it becomes on a screen, however long its texts are.
    pub max: Option<usize>,
    /// The columns with the highest number go first where there is no room for all.
    pub dispensable: u8,
    /// Whether it is given room before the others.
    pub room_first: bool,
    /// Whether its texts are lists of names, which are never broken.
    pub names: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// One cell, on one line.
#[derive(Clone, Debug, Default)]
pub(crate) struct GridCell {
    pub text: String,
    pub tone: Tone,
}

impl Grid {
    /// Removes empty columns.
    pub(crate) fn without_empty_columns(mut self) -> Self {
        let is_used = |at: usize| {
            self.rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.text.is_empty()))
        };
        let used: Vec<bool> = (0..self.columns.len()).map(is_used).collect();
        let mut kept = used.iter();
        self.columns.retain(|_| kept.next().copied().unwrap_or(true));
        for row in &mut self.rows {
            let mut kept = used.iter();
            row.retain(|_| kept.next().copied().unwrap_or(true));
        }
        self
    }
}

impl GridColumn {
    /// May be wrapped, but not so far that a cell takes two lines.
    pub(crate) fn keeping_cells_whole<'a>(self, cells: impl Iterator<Item = &'a GridCell>) -> Self {
        let widest = cells.map(|cell| cell.text.width()).max().unwrap_or(0);
        GridColumn { min: Some(widest.max(self.min.unwrap_or(0))), ..self }
    }

    pub(crate) fn left(title: impl Into<String>) -> Self {
        GridColumn {
            title: title.into(),
            align: Align::Left,
            min: None,
            max: None,
            dispensable: 0,
            room_first: false,
            names: false,
        }
    }

    pub(crate) fn right(title: impl Into<String>) -> Self {
        GridColumn { align: Align::Right, ..GridColumn::left(title) }
    }

    /// May be wrapped down to this width.
    pub(crate) fn wrapped(mut self, min: usize) -> Self {
        self.min = Some(min);
        self
    }

    pub(crate) fn at_most(mut self, max: usize) -> Self {
        self.max = Some(max);
        self
    }

    /// Is given room before the others.
    pub(crate) fn room_first(mut self) -> Self {
        self.room_first = true;
        self
    }

    /// Holds lists of names, which are never broken.
    pub(crate) fn names(mut self) -> Self {
        self.names = true;
        self
    }

    pub(crate) fn dispensable(mut self, rank: u8) -> Self {
        self.dispensable = rank;
        self
    }
}

impl GridCell {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        GridCell { text: text.into(), tone: Tone::Plain }
    }

    pub(crate) fn toned(text: impl Into<String>, tone: Tone) -> Self {
        GridCell { text: text.into(), tone }
    }
}
