//! The figures of a plan over its months; or why there are none.

use super::TrendPoint;
use crate::diagnostic::Message;

/// How the figures went over the months of the plan.
pub enum BurnUp {
    /// The months that git tells of, the oldest first, and the day of the report at the end.
    Points {
        /// The figures.
        points: Vec<TrendPoint>,
        /// How many months there are in which the plan cannot be read.
        left_out: usize,
        /// Whether something was recorded after the day of the report.
        is_recorded_later: bool,
    },
    /// Git does not tell: why.
    Absent(Message),
}
