use std::collections::BTreeSet;

use super::commits::Commits;
use super::place::due_of;
use super::scope::Scope;
use crate::analysis::{ActivityFacts, AsOf, Disappearance, Index, PlanIndex};
use crate::format::{FileSet, Reading};
use crate::model::{Activity, Day};
use crate::text::{FileId, Span};

/// What a rule about changes sees: the plans as they were and as they are.
pub struct Comparison<'f> {
    /// As they were.
    pub before: &'f Index<'f>,
    /// As they are.
    pub now: &'f Index<'f>,
    /// The day.
    pub as_of: AsOf,
    /// The plans as they are, on that day.
    pub(super) scope: Scope<'f>,
    /// A plan that was endorsed by this day counts as endorsed.
    pub endorsed_by: Day,
    /// Files that were not there before.
    pub new_files: BTreeSet<FileId>,
    /// What the commits tell, where a rule about them is switched on.
    pub commits: Option<Commits>,
    /// The plans that were there and could be read to their end.
    pub(super) plans: Vec<PlanComparison<'f>>,
}

/// The plans as they are, with what is known of their files.
pub struct TipActivity<'f> {
    /// The plans.
    pub index: &'f Index<'f>,
    /// What could be read of the files, and what could not.
    pub reading: &'f Reading<'f>,
    /// The files.
    pub input: &'f FileSet,
    /// Whether every file could be opened: else a plan that seems to be gone may stand in one of
    /// the others.
    pub all_opened: bool,
}

/// What has become of a plan.
pub(super) struct PlanComparison<'f> {
    /// The plan as it was.
    pub before: &'f PlanIndex<'f>,
    /// The activities that it had and has, as far as something in them can have changed, in the
    /// order in which they stand.
    pub kept: Vec<Common<'f>>,
    /// The activities that it had and no longer has, in the order in which they stood.
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
    /// Both days on which it is due, where both are known.
    pub(super) fn dues(&self) -> Option<(Day, Day)> {
        Some((due_of(&self.before)?, due_of(&self.now)?))
    }
}
