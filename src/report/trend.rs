//! Figures over time.

use super::TrendPoint;
use crate::analysis::Interval;

/// The figures of a plan over time.
pub struct TrendReport {
    /// The plan's name.
    pub plan: String,
    /// The time between two points.
    pub every: Interval,
    /// The points, the oldest first.
    pub points: Vec<TrendPoint>,
}
