//! The rule `completed-date`: a completed activity without a completion date, or a completion date
//! on an activity that is not completed.

use super::advice::advice;
use super::labels::the_other_value;
use super::place::{about, later};
use super::scope::Scope;
use crate::analysis::PlanIndex;
use crate::diagnostic::{Findings, message};
use crate::model::Status;

const NAME: &str = "completed-date";

/// Status `completed` without its date, or a date without that status.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for activity in plan.plan.activities_with_status() {
        let is_completed = activity.status.value == Status::Completed;
        if is_completed && activity.lacks("completed", &activity.completed) {
            let finding = about(
                NAME,
                plan,
                activity,
                activity.status.span,
                message!(
                    "completed-date.missing",
                    "this activity is completed, but has no completion date"
                ),
            );
            let command = |id: &str| {
                message!(
                    "completed-date.record-the-day",
                    "record the day: `workplan done {id} --as-of DATE`",
                    id
                )
            };
            found.push(finding.help(advice(
                scope,
                plan,
                activity,
                command,
                message!("completed-date.add-the-date", "add `completed:` and the date"),
            )));
        }
        if let Some(completed) = activity.completed.filter(|_| !is_completed) {
            let (place, other) = later(completed.span, activity.status.span);
            let message = message!(
                "completed-date.other-status",
                "this activity has a completion date, but its status is `{status}`",
                status = activity.status.as_str()
            );
            let command = |id: &str| {
                message!(
                    "completed-date.done-or-not",
                    "if it is completed: `workplan done {id} --as-of DATE`; otherwise: `workplan set {id} completed=`",
                    id
                )
            };
            let in_file = message!(
                "completed-date.one-of-the-two",
                "write `status: completed`, or remove `completed`"
            );
            let help = advice(scope, plan, activity, command, in_file);
            found.push(
                about(NAME, plan, activity, place, message)
                    .help(help)
                    .label(other, the_other_value()),
            );
        }
    }
}
