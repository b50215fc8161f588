//! The span of a column for ticks.

use crate::model::Day;

/// The kind of span that a column for ticks has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TickFamily {
    /// Some days, such as `15-31 March`.
    Days,
    Week,
    Month,
    Quarter,
    Half,
    Year,
}

/// The span of a column for ticks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tick {
    pub family: TickFamily,
    /// The number of the span in its year; of a year, the year.
    pub number: u32,
    /// The year that the heading itself names.
    pub year: Option<u32>,
    /// The first and the last day, if the year is known.
    pub days: Option<(Day, Day)>,
    /// The span in the notation of the format, such as `2025-Q1`; a week has none.
    pub written: Option<String>,
}

/// A year with 53 weeks and 29 February, for headings without a year.
pub(super) const ANY_YEAR: u32 = 2032;
