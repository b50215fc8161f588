//! The figures of a plan on one day.

use crate::analysis::Totals;
use crate::model::{Day, Decimal};

/// The figures of a plan at one point of its history.
#[derive(Clone, Debug)]
pub struct TrendPoint {
    /// The day that they are for.
    pub day: Day,
    /// The commit that they are of.
    pub commit: String,
    /// The figures.
    pub totals: Totals,
    /// The implementation rate to reach, as it was set then.
    pub target: Option<Decimal>,
    /// The days that the plan covered then.
    pub period: Option<(Day, Day)>,
    /// How many activities the commit calls completed on a later day.
    pub later: usize,
}
