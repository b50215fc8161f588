//! The rule `milestone-order`: a milestone that is due after its activity, or still open although
//! the activity is completed.

use super::advice::advice;
use super::labels::{completed, the_other_date};
use super::place::{about, due_of, later};
use super::scope::Scope;
use crate::analysis::{ActivityFacts, PlanIndex};
use crate::diagnostic::{Diagnostic, Findings, message};
use crate::model::{Activity, DateSpan, Status};
use crate::text::{Span, Spanned};

const NAME: &str = "milestone-order";

/// A milestone that is due after its activity, or open although its activity is completed.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for facts in ActivityFacts::written(plan, scope.as_of) {
        let whole = facts.activity.milestones.iter().map(|step| {
            let is_open = step.done.is_none() && !step.done_is_unreadable;
            (
                step.title.span.min(step.due.span),
                Some(step.due),
                is_open,
                facts.activity.number_of(step),
            )
        });
        let odd = facts
            .activity
            .odd_milestones
            .iter()
            .map(|step| (step.head, step.due, step.is_open, None));
        for (place, due, is_open, number) in whole.chain(odd) {
            found.extend(due.and_then(|due| due_late(scope, plan, &facts, (due, number))));
            if is_open {
                found.extend(left_open(scope, plan, facts.activity, (place, number)));
            }
        }
    }
}

/// The milestone is known by its date, and its number where it has one.
fn due_late(
    scope: &Scope<'_>,
    plan: &PlanIndex<'_>,
    facts: &ActivityFacts<'_>,
    (step, number): (Spanned<DateSpan>, Option<usize>),
) -> Option<Diagnostic> {
    let due = due_of(facts).filter(|&due| step.last() > due)?;
    let message = message!(
        "milestone-order.due-late",
        "this milestone is due on {milestone}, after the due date {activity} of its activity",
        milestone = step.last(),
        activity = due
    );
    let in_file = message!("milestone-order.correct-one", "correct one of these dates");
    let help = match number {
        Some(number) => {
            let command = |id: &str| {
                message!(
                    "milestone-order.set-or-slip",
                    "correct one of these dates: `workplan set {id}#{number} due=DATE`, or \
                    `workplan slip {id} DATE --reason TEXT`",
                    id,
                    number
                )
            };
            advice(scope, plan, facts.activity, command, in_file)
        }
        None => in_file,
    };
    let written = facts.activity.due.map(|due| later(step.span, due.span));
    let finding =
        about(NAME, plan, facts.activity, written.map_or(step.span, |(place, _)| place), message)
            .help(help);
    Some(match written {
        Some((_, other)) => finding.label(other, the_other_date()),
        None => finding,
    })
}

/// The milestone is known by its place, and its number where it has one.
fn left_open(
    scope: &Scope<'_>,
    plan: &PlanIndex<'_>,
    activity: &Activity<'_>,
    (place, number): (Span, Option<usize>),
) -> Option<Diagnostic> {
    if activity.status.value != Status::Completed {
        return None;
    }
    let message = message!(
        "milestone-order.left-open",
        "this milestone is open, but its activity is completed"
    );
    let finding = about(NAME, plan, activity, place, message);
    let in_file =
        message!("milestone-order.add-done", "add `done:` and the date on which it was reached");
    let help = match number {
        Some(number) => {
            let command = |id: &str| {
                message!(
                    "milestone-order.record-done",
                    "record when it was reached: `workplan done {id}#{number} --as-of DATE`",
                    id,
                    number
                )
            };
            advice(scope, plan, activity, command, in_file)
        }
        None => in_file,
    };
    Some(finding.help(help).label(activity.status.span, completed()))
}
