//! The rule `progress-status`: a progress that does not fit the status: above 0 and still planned,
//! or below 100 and completed.

use super::advice::{advice, starts_too_late};
use super::labels::the_other_value;
use super::place::{about, later};
use super::scope::Scope;
use crate::analysis::PlanIndex;
use crate::diagnostic::{Argument, Findings, Message, message};
use crate::model::{Decimal, Status};

const NAME: &str = "progress-status";

/// Reported progress against status: planned above 0, completed below 100.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for activity in plan.plan.activities_with_status() {
        let Some(progress) = activity.progress else { continue };
        let percent = Argument::figure(progress.value);
        let (message, command, in_file): (_, fn(&str) -> Message, _) = match activity.status.value {
            Status::Planned if progress.value > Decimal::ZERO => (
                message!(
                    "progress-status.planned",
                    "this activity is planned, but its progress is {percent} percent",
                    percent
                ),
                if starts_too_late(activity, scope.as_of) { start_in_time } else { start },
                message!("progress-status.ongoing", "`status: ongoing`"),
            ),
            Status::Completed if progress.value < Decimal::whole(100) => (
                message!(
                    "progress-status.completed",
                    "this activity is completed, but its progress is only {percent} percent",
                    percent
                ),
                all_is_done,
                message!(
                    "progress-status.write-100",
                    "write `progress: 100`, or remove `progress`"
                ),
            ),
            _ => continue,
        };
        let (place, other) = later(progress.span, activity.status.span);
        let help = advice(scope, plan, activity, command, in_file);
        found.push(
            about(NAME, plan, activity, place, message).help(help).label(other, the_other_value()),
        );
    }
}

fn start(id: &str) -> Message {
    message!("progress-status.start", "if it has begun: `workplan start {id}`", id)
}

fn start_in_time(id: &str) -> Message {
    message!(
        "progress-status.start-in-time",
        "if it has begun: `workplan start {id} --as-of DATE`",
        id
    )
}

fn all_is_done(id: &str) -> Message {
    message!(
        "progress-status.all-is-done",
        "a completed activity counts as 100 percent: `workplan progress {id} 100`",
        id
    )
}
