//! Where a plan stands, or all plans side by side.

use crate::analysis::{
    ActivityFacts, DueKind, PlanIndex, Tally, overdue, overdue_and_soon, standing,
};
use crate::report::{AllPlansReport, BreakdownBy, StatusReport};
use crate::workspace::{LoadedPlans, Result};

/// What is asked about where a plan stands.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct StatusOptions {
    /// The plan's name; otherwise the plan that holds the day.
    pub plan: Option<String>,
    /// The one breakdown to show; otherwise all of them.
    pub by: Option<BreakdownBy>,
    /// The revision to compare the plan with, instead of its own `baseline`.
    pub against: Option<String>,
}

/// Returns where a plan stands: its figures, by priority, theme and owner; what is overdue and due
/// soon; and the plan against its baseline.
///
/// # Errors
/// Where the plan is not there or has errors, or the revision to compare with cannot be used.
pub fn status<'f>(plans: &LoadedPlans<'f>, options: &StatusOptions) -> Result<StatusReport<'f>> {
    status_of(plans, plans.plan(options.plan.as_deref())?, options)
}

/// Returns where a plan stands that is chosen already.
pub(super) fn status_of<'f>(
    plans: &LoadedPlans<'f>,
    plan: &'f PlanIndex<'f>,
    options: &StatusOptions,
) -> Result<StatusReport<'f>> {
    let (baseline, git) = plans.baseline(plan, options.against.as_deref())?;
    let (overdue, due_soon) = overdue_and_soon(ActivityFacts::all(plan, plans.as_of), plans.as_of);
    Ok(StatusReport {
        plan,
        as_of: plans.as_of.day,
        revision: plans.workspace.revision(),
        standing: standing(plan, plans.as_of),
        overdue,
        due_soon,
        bands: plans.reading.folder.config.rating,
        by: options.by,
        baseline,
        git,
        flags: plans.workspace.options.retyped(),
        left_out: plans.left_out(&|name| name == plan.plan.name),
    })
}

/// Returns the figures of all plans, by period.
///
/// # Errors
/// Where there is no plan, or one of them has errors.
pub fn status_of_all<'f>(plans: &LoadedPlans<'f>) -> Result<AllPlansReport<'f>> {
    plans.note_copies();
    let all = plans.all()?;
    let milestones = |plan: &PlanIndex<'_>| {
        overdue(ActivityFacts::all(plan, plans.as_of), plans.as_of)
            .iter()
            .filter(|item| item.kind() == DueKind::Milestone)
            .count()
    };
    Ok(AllPlansReport {
        as_of: plans.as_of.day,
        revision: plans.workspace.revision(),
        overdue_milestones: all.iter().map(|plan| milestones(plan)).sum(),
        plans: all.into_iter().map(|plan| (plan.plan, Tally::of_plan(plan, plans.as_of))).collect(),
        bands: plans.reading.folder.config.rating,
        left_out: plans.left_out(&|_| true),
    })
}
