use super::screen::Tone;

/// Rows and columns, before they are given a form.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

/// One column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub title: String,
    pub align: Align,
    /// How narrow it may become before it is left out; its natural width if it cannot be wrapped.
    pub min: Option<usize>,
    /// How wide it becomes on a screen, however long its texts are.
    pub max: Option<usize>,
    /// The columns with the highest number go first where there is no room for all.
    pub dispensable: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// One cell, on one line.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub text: String,
    pub tone: Tone,
}

impl Column {
    pub(super) fn left(title: &str) -> Self {
        Column { title: title.to_owned(), align: Align::Left, min: None, max: None, dispensable: 0 }
    }

    pub(super) fn right(title: &str) -> Self {
        Column { align: Align::Right, ..Column::left(title) }
    }

    /// May be wrapped down to this width.
    pub(super) fn wrapped(mut self, min: usize) -> Self {
        self.min = Some(min);
        self
    }

    pub(super) fn at_most(mut self, max: usize) -> Self {
        self.max = Some(max);
        self
    }

    pub(super) fn dispensable(mut self, rank: u8) -> Self {
        self.dispensable = rank;
        self
    }
}

impl Cell {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Cell { text: text.into(), tone: Tone::Plain }
    }

    pub(super) fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Cell { text: text.into(), tone }
    }
}
