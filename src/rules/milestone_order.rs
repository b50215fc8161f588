use super::{Scope, about, due_of, later};
use crate::analysis::{Facts, PlanIndex};
use crate::diag::{Diagnostic, Findings};
use crate::model::{Activity, Milestone, Status};

const NAME: &str = "milestone-order";

/// A milestone that is due after its activity, or open although its activity is completed.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for facts in Facts::written(plan, scope.as_of) {
        for milestone in &facts.activity.milestones {
            found.extend(due_late(plan, &facts, milestone));
            found.extend(left_open(plan, facts.activity, milestone));
        }
    }
}

fn due_late(plan: &PlanIndex<'_>, facts: &Facts<'_>, milestone: &Milestone<'_>) -> Option<Diagnostic> {
    let due = due_of(facts).filter(|&due| milestone.due.last() > due)?;
    let message = format!("this milestone is due on {}, after its activity is due on {due}", milestone.due.last());
    let help = "a milestone is a step on the way: mend one of the two dates";
    let written = facts.activity.due.map(|due| later(milestone.due.span, due.span));
    let finding = about(NAME, plan, facts.activity, written.map_or(milestone.due.span, |(place, _)| place), message).help(help);
    Some(match written {
        Some((_, other)) => finding.label(other, "the other date"),
        None => finding,
    })
}

fn left_open(plan: &PlanIndex<'_>, activity: &Activity<'_>, milestone: &Milestone<'_>) -> Option<Diagnostic> {
    if activity.status.value != Status::Completed || milestone.done.is_some() || milestone.done_is_unreadable {
        return None;
    }
    let place = milestone.title.span.min(milestone.due.span);
    let finding = about(NAME, plan, activity, place, "this milestone is open, and its activity is completed");
    Some(finding.help("add `done:` and the date on which it was reached").label(activity.status.span, "completed"))
}
