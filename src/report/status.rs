//! Where a plan stands.

use super::{BaselineComparison, MissingParts};
use crate::analysis::{Breakdown, DueItem, PlanIndex};
use crate::diagnostic::Message;
use crate::model::{Day, RatingBands};

/// Where a plan stands.
pub struct StatusReport<'f> {
    /// The plan.
    pub plan: &'f PlanIndex<'f>,
    /// The day of the figures.
    pub as_of: Day,
    /// The commit, or none for the working tree.
    pub revision: Option<String>,
    /// The figures, in all and by priority, theme and owner.
    pub standing: Breakdown<'f>,
    /// The overdue activities and milestones, the longest overdue first.
    pub overdue: Vec<DueItem<'f>>,
    /// The activities and milestones that are due soon, the nearest first.
    pub due_soon: Vec<DueItem<'f>>,
    /// From which share on a plan is on track, as the group has it.
    pub bands: RatingBands,
    /// The one breakdown to show; none for all of them.
    pub by: Option<BreakdownBy>,
    /// The plan against its baseline, if it has one.
    pub baseline: Option<BaselineComparison>,
    /// What is missing from the figures, because it cannot be read; none where nothing is.
    pub left_out: Option<MissingParts>,
    /// The flags of the question, as they are typed, for the commands that the answer names; with a
    /// space before each.
    pub flags: String,
    /// Why what depends on git is left out; none where it is not.
    pub git: Option<Message>,
}

/// A breakdown of the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakdownBy {
    /// By priority.
    Priority,
    /// By cross-cutting theme.
    Theme,
    /// By owner.
    Owner,
}
