//! Two states of the plans, for the rules about changes.

use std::collections::BTreeSet;

use super::commits::Commits;
use super::place::due_of;
use super::scope::Scope;
use crate::analysis::{ActivityFacts, AsOf, Disappearance, Index, PlanIndex};
use crate::format::{FileSet, Reading};
use crate::model::{Activity, Day};
use crate::text::{FileId, Span};

/// Input of a rule about changes: the plans before and now.
pub struct Comparison<'f> {
    /// The plans before.
    pub before: &'f Index<'f>,
    /// The plans now.
    pub now: &'f Index<'f>,
    /// The day.
    pub as_of: AsOf,
    /// The plans as they are, on that day.
    pub(super) scope: Scope<'f>,
    /// A plan that was endorsed by this day counts as endorsed.
    pub endorsed_by: Day,
    /// Files that were not there before.
    pub new_files: BTreeSet<FileId>,
    /// Facts from the commits, if a rule about them is enabled.
    pub commits: Option<Commits>,
    /// The plans that were there and could be read to their end.
    pub(super) plans: Vec<PlanComparison<'f>>,
}

/// The plans now, and how far their files could be read.
pub struct TipActivity<'f> {
    /// The plans.
    pub index: &'f Index<'f>,
    /// The files as they were read.
    pub reading: &'f Reading<'f>,
    /// The files.
    pub input: &'f FileSet,
    /// Whether every file could be opened. Otherwise a plan that seems to be removed may be in a
    /// file that was not opened.
    pub all_opened: bool,
}

/// A plan of the earlier state, and what became of its activities.
pub(super) struct PlanComparison<'f> {
    /// The plan as it was.
    pub before: &'f PlanIndex<'f>,
    /// Activities that the plan had and still has, if they may have changed, in file order.
    pub kept: Vec<Common<'f>>,
    /// Activities that the plan had and no longer has, in file order.
    pub lost: Vec<Missing<'f>>,
}

/// An activity that its plan no longer has.
pub(super) struct Missing<'f> {
    pub activity: &'f Activity<'f>,
    pub fate: Disappearance<'f>,
    /// The nearest place that there still is.
    pub place: Span,
}

/// An activity as it was and as it is.
pub(super) struct Common<'f> {
    pub before: ActivityFacts<'f>,
    pub now: ActivityFacts<'f>,
}

impl Common<'_> {
    /// Both due dates, if both are known.
    pub(super) fn dues(&self) -> Option<(Day, Day)> {
        Some((due_of(&self.before)?, due_of(&self.now)?))
    }
}
