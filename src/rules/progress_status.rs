use super::{Scope, about, advice, later, starts_too_late};
use crate::analysis::PlanIndex;
use crate::diagnostic::Findings;
use crate::model::{Decimal, Status};

const NAME: &str = "progress-status";

/// Reported progress against status: planned above 0, completed below 100.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for activity in plan.plan.activities_with_status() {
        let Some(progress) = activity.progress else { continue };
        let (message, command, in_file) = match activity.status.value {
            Status::Planned if progress.value > Decimal::ZERO => {
                let message =
                    format!("it is planned, and {} percent of it is done", progress.value);
                let command = match starts_too_late(activity, scope.as_of) {
                    true => "if it has begun: `workplan start {} --as-of DATE`",
                    false => "if it has begun: `workplan start {}`",
                };
                (message, command, "`status: ongoing`")
            }
            Status::Completed if progress.value < Decimal::whole(100) => (
                format!("it is completed, and only {} percent of it is done", progress.value),
                "what is completed counts as 100: `workplan progress {} 100`",
                "write `progress: 100`, or take `progress` away",
            ),
            _ => continue,
        };
        let (place, other) = later(progress.span, activity.status.span);
        let help = advice(scope, plan, activity, command, in_file);
        found.push(
            about(NAME, plan, activity, place, message).help(help).label(other, "the other value"),
        );
    }
}
