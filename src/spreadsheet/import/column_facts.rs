//! What is known of a column, and what its cells are read as.

use super::heading_unit::HeadingUnit;
use crate::spreadsheet::amount::decimal_sign;
use crate::spreadsheet::date_order::DayMonthOrder;
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::tick::Tick;

/// A column, and what its cells show together.
pub(super) struct ColumnFacts {
    /// Its number.
    pub at: u32,
    /// Its heading, and the heading without case, accents and signs.
    pub label: String,
    pub folded: String,
    /// Whether its heading is a word for remarks. A figure alone says nothing: `Funding gap: 40`.
    pub is_called_remarks: bool,
    /// Whether its heading is a word for completion.
    pub is_called_completed: bool,
    /// What its cells become.
    pub key: &'static str,
    /// The part of a year that a tick stands for.
    pub tick: Option<Tick>,
    /// The order of day and month, in a column of dates.
    pub order: Option<ColumnOrder>,
    /// The unit and the sign, in a column of amounts.
    pub money: Option<ColumnMoney>,
    /// Whether its numbers are shares of 1, in a column of progress.
    pub are_shares: bool,
}

/// A cell: its row and its content.
#[derive(Clone, Copy)]
pub(super) struct ReadCell<'w> {
    pub row: u32,
    pub value: &'w RawCell,
}

/// What the texts and dates of a column show about the order of day and month.
pub(super) struct ColumnOrder {
    /// The order in texts.
    pub texts: Option<DayMonthOrder>,
    /// Whether day and month of real dates are to be exchanged.
    pub is_exchanged: bool,
}

/// A date or a span in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ReadDate {
    /// Signs for nothing, such as `-`.
    Nothing,
    /// Text that is not a date: it goes into the remarks.
    Text,
    /// A date or a span of the format; whether it is only an end, as after `by`.
    Date { written: String, is_end: bool },
    /// From one date to another.
    Span { first: String, last: String },
}

/// What the heading and the cells of a column of amounts show.
pub(super) struct ColumnMoney {
    /// The currency and the unit in its heading.
    pub unit: HeadingUnit,
    /// The sign before decimals, if its cells agree on one.
    pub sign: Option<char>,
}

impl ColumnMoney {
    pub(super) fn of(heading: &str, cells: &[(u32, &RawCell)]) -> Self {
        let mut signs = cells.iter().filter_map(|(_, cell)| decimal_sign(cell.text()?));
        let sign = signs.next().filter(|first| signs.all(|sign| sign == *first));
        ColumnMoney { unit: HeadingUnit::of(heading), sign }
    }
}

/// An amount in a cell.
#[derive(Clone, Debug)]
pub(super) struct ReadAmount {
    /// The number, in the notation of the format.
    pub number: String,
    /// The currency that the cell names.
    pub currency: Option<String>,
    /// The number of its column.
    pub at: u32,
}

impl ReadAmount {
    /// The amount as people write it: `20 EUR`.
    pub(super) fn shown(&self) -> String {
        match &self.currency {
            Some(currency) => format!("{} {currency}", self.number),
            None => self.number.clone(),
        }
    }
}

pub(super) fn is_date(key: &str) -> bool {
    matches!(key, "start" | "due" | "timeline" | "forecast" | "completed")
}

/// The keys of amounts.
pub(super) fn is_amount(key: &str) -> bool {
    matches!(key, "budget.required" | "budget.available" | "budget.spent")
}
