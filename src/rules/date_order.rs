//! The rule `date-order`: two dates that cannot both be right: a start after the due date, a
//! completion before the start, or a period that ends before it begins.

use super::advice::advice;
use super::labels::the_other_date;
use super::place::{about, later};
use super::scope::Scope;
use crate::analysis::PlanIndex;
use crate::diagnostic::{Diagnostic, Findings, Message, message};

const NAME: &str = "date-order";

/// `start` after `due`, the period's end before its start, `completed` before `start`.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    if let Some(period) = plan.plan.period.filter(|period| period.end.value < period.start.value) {
        let (place, other) = later(period.start.span, period.end.span);
        let message = message!(
            "date-order.period",
            "the period ends on {end}, before it begins on {start}",
            end = period.end.value,
            start = period.start.value
        );
        let finding = Diagnostic::new(NAME, place, message)
            .in_plan(&plan.plan.name)
            .help(message!("date-order.correct-one", "correct one of these dates"));
        found.push(finding.label(other, message!("date-order.the-other-end", "the other end")));
    }
    for activity in plan.plan.written_activities() {
        let Some(start) = activity.start else { continue };
        if let Some(due) = activity.due.filter(|due| start.first() > due.last()) {
            let (place, other) = later(start.span, due.span);
            let message = message!(
                "date-order.starts-late",
                "this activity starts on {start}, after its due date {due}",
                start = start.first(),
                due = due.last()
            );
            let command = |id: &str| {
                message!(
                    "date-order.correct-start-or-due",
                    "correct one of these dates: `workplan set {id} start=DATE` or `workplan set {id} due=DATE`",
                    id
                )
            };
            let help = advice(scope, plan, activity, command, write_the_right_date());
            found.push(
                about(NAME, plan, activity, place, message)
                    .help(help)
                    .label(other, the_other_date()),
            );
        }
        if let Some(completed) =
            activity.completed.filter(|completed| completed.last() < start.first())
        {
            let (place, other) = later(start.span, completed.span);
            let message = message!(
                "date-order.completed-early",
                "this activity was completed on {completed}, before its start on {start}",
                completed = completed.last(),
                start = start.first()
            );
            let command = |id: &str| {
                message!(
                    "date-order.correct-start-or-completed",
                    "correct one of these dates: `workplan set {id} start=DATE` or `workplan set {id} completed=DATE`",
                    id
                )
            };
            let help = advice(scope, plan, activity, command, write_the_right_date());
            found.push(
                about(NAME, plan, activity, place, message)
                    .help(help)
                    .label(other, the_other_date()),
            );
        }
    }
}

fn write_the_right_date() -> Message {
    message!("date-order.write-the-right-date", "write the right date")
}
