use super::{Scope, about, due_of, later};
use crate::analysis::{Facts, PlanIndex};
use crate::diag::{Diagnostic, Findings};
use crate::model::{Activity, DateSpan, Milestone, OddMilestone, Status};
use crate::text::{Span, Spanned};

const NAME: &str = "milestone-order";

/// A milestone that is due after its activity, or open although its activity is completed.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for facts in Facts::written(plan, scope.as_of) {
        let whole = facts.activity.milestones.iter().map(Step::of_whole);
        for step in whole.chain(facts.activity.odd_milestones.iter().map(Step::of_odd)) {
            found.extend(step.due.and_then(|due| due_late(plan, &facts, due)));
            found.extend(left_open(plan, facts.activity, &step));
        }
    }
}

/// What matters of a milestone.
struct Step {
    place: Span,
    due: Option<Spanned<DateSpan>>,
    is_open: bool,
}

impl Step {
    fn of_whole(milestone: &Milestone<'_>) -> Self {
        let is_open = milestone.done.is_none() && !milestone.done_is_unreadable;
        Step { place: milestone.title.span.min(milestone.due.span), due: Some(milestone.due), is_open }
    }

    fn of_odd(milestone: &OddMilestone) -> Self {
        Step { place: milestone.head, due: milestone.due, is_open: milestone.is_open }
    }
}

fn due_late(plan: &PlanIndex<'_>, facts: &Facts<'_>, step: Spanned<DateSpan>) -> Option<Diagnostic> {
    let due = due_of(facts).filter(|&due| step.last() > due)?;
    let message = format!("this milestone is due on {}, after its activity is due on {due}", step.last());
    let help = "a milestone is a step on the way: mend one of the two dates";
    let written = facts.activity.due.map(|due| later(step.span, due.span));
    let finding = about(NAME, plan, facts.activity, written.map_or(step.span, |(place, _)| place), message).help(help);
    Some(match written {
        Some((_, other)) => finding.label(other, "the other date"),
        None => finding,
    })
}

fn left_open(plan: &PlanIndex<'_>, activity: &Activity<'_>, step: &Step) -> Option<Diagnostic> {
    if activity.status.value != Status::Completed || !step.is_open {
        return None;
    }
    let finding = about(NAME, plan, activity, step.place, "this milestone is open, and its activity is completed");
    Some(finding.help("add `done:` and the date on which it was reached").label(activity.status.span, "completed"))
}
