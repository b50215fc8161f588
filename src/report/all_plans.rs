//! All plans side by side.

use super::MissingParts;
use crate::analysis::Tally;
use crate::model::{Day, Plan, RatingBands};

/// The figures of all plans.
pub struct AllPlansReport<'f> {
    /// The day of the figures.
    pub as_of: Day,
    /// The commit, or none for the working tree.
    pub revision: Option<String>,
    /// The plans by period, then by name.
    pub plans: Vec<(&'f Plan<'f>, Tally)>,
    /// How many milestones are overdue, which no row counts.
    pub overdue_milestones: usize,
    /// From which share on a plan is on track, as the group has it.
    pub bands: RatingBands,
    /// What is missing from the figures, because it cannot be read; none where nothing is.
    pub left_out: Option<MissingParts>,
}
