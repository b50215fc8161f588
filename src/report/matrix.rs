//! Priorities against cross-cutting themes.

use crate::analysis::Matrix;
use crate::model::{Day, Plan, RatingBands};

/// Priorities against cross-cutting themes.
pub struct MatrixReport<'f> {
    /// The plan.
    pub plan: &'f Plan<'f>,
    /// The day of the figures.
    pub as_of: Day,
    /// The commit, or none for the working tree.
    pub revision: Option<String>,
    /// The figures of each pair.
    pub matrix: Matrix<'f>,
    /// From which share on a plan is on track, as the group has it.
    pub bands: RatingBands,
}
