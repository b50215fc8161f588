use super::{Scope, about, advice, later};
use crate::analysis::PlanIndex;
use crate::diagnostic::Findings;
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
                "it is completed, and does not say when",
            );
            let command = "record the day: `workplan done {} --as-of DATE`";
            found.push(finding.help(advice(
                scope,
                plan,
                activity,
                command,
                "add `completed:` and the date",
            )));
        }
        if let Some(completed) = activity.completed.filter(|_| !is_completed) {
            let (place, other) = later(completed.span, activity.status.span);
            let message = format!(
                "it has a date of completion, and its status is `{}`",
                activity.status.as_str()
            );
            let command = "if it is completed: `workplan done {} --as-of DATE`, else: `workplan set {} completed=`";
            let in_file = "write `status: completed`, or take `completed` away";
            let help = advice(scope, plan, activity, command, in_file);
            found.push(
                about(NAME, plan, activity, place, message)
                    .help(help)
                    .label(other, "the other value"),
            );
        }
    }
}
