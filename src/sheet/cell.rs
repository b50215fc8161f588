use crate::model::{Day, Decimal};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A day.
    Day(Day),
    /// A number.
    Number(Decimal),
}

impl Cell {
    /// The same as text: what the state of an exported workbook keeps, and what is compared.
    pub fn plain(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Day(day) => day.to_string(),
            Cell::Number(number) => number.to_string(),
        }
    }
}
