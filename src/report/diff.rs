//! What changed between two states of the plans.

use super::MissingParts;
use crate::analysis::PlanDiff;
use crate::model::{Day, RatingBands};

/// What changed between two states of a folder.
pub struct DiffReport<'f> {
    /// The day of the figures of both.
    pub as_of: Day,
    /// The earlier state.
    pub base: Option<DiffSide>,
    /// The later state; none for the working tree.
    pub head: Option<DiffSide>,
    /// The plans that differ.
    pub plans: Vec<PlanDiff<'f>>,
    /// What is missing from each of the two, because it cannot be read.
    pub left_out: [Option<MissingParts>; 2],
    /// The command that shows all of it; empty where there is none.
    pub command: String,
    /// From which share on a plan is on track, as the group has it.
    pub bands: RatingBands,
}

/// One of two states: a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffSide {
    /// The name that the user gave it.
    pub name: String,
    /// Its full id.
    pub id: String,
}
