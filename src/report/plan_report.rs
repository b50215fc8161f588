//! The report of a plan for people.

use super::{Audience, BurnUp, DiffSide, Masthead, StatusReport};
use crate::analysis::{
    ActivityFacts, AsOf, Dependents, EarlierPlan, Index, Matrix, PlanDiff, Results, Tally,
};
use crate::model::Day;

/// What the report of a plan tells.
pub struct PlanReport<'f> {
    /// Whom it is for.
    pub audience: Audience,
    /// Who publishes it.
    pub masthead: Masthead,
    /// Where the plan stands.
    pub status: StatusReport<'f>,
    /// The day, and what the group counts as soon.
    pub as_of: AsOf,
    /// All plans, for references.
    pub index: &'f Index<'f>,
    /// Every activity, in file order.
    pub facts: Vec<ActivityFacts<'f>>,
    /// Priorities against themes.
    pub matrix: Matrix<'f>,
    /// Indicators, money, goals, publications and regions.
    pub results: Results<'f>,
    /// Where earlier plans stood at the same point, the latest last.
    pub earlier: Vec<EarlierPlan<'f>>,
    /// What waits for what.
    pub waiting: Dependents<'f>,
    /// The figures over the months.
    pub burn_up: BurnUp,
    /// What changed since an earlier revision, where that is asked for.
    pub since: Option<EarlierState<'f>>,
    /// Whether mail addresses are shown.
    pub contacts: bool,
}

/// An earlier state of the plans, and what changed since.
pub struct EarlierState<'f> {
    /// The commit.
    pub revision: DiffSide,
    /// The day of the earlier figures.
    pub day: Day,
    /// What changed since, in all plans.
    pub changes: Vec<PlanDiff<'f>>,
    /// The figures of the plan then; none where it was not there.
    pub figures: Option<Tally>,
}
