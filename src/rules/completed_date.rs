use super::{Scope, about, later};
use crate::analysis::PlanIndex;
use crate::diag::Findings;
use crate::model::Status;

const NAME: &str = "completed-date";

/// Status `completed` without its date, or a date without that status.
pub(super) fn check(_: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for activity in plan.plan.activities_with_status() {
        let is_completed = activity.status.value == Status::Completed;
        if is_completed && activity.lacks("completed", &activity.completed) {
            let finding = about(NAME, plan, activity, activity.status.span, "it is completed, and does not say when");
            found.push(finding.help("add `completed:` and the date"));
        }
        if let Some(completed) = activity.completed.filter(|_| !is_completed) {
            let (place, other) = later(completed.span, activity.status.span);
            let message = format!("it has a date of completion, and its status is `{}`", activity.status.as_str());
            let help = "write `status: completed`, or take `completed` away";
            found.push(about(NAME, plan, activity, place, message).help(help).label(other, "the other value"));
        }
    }
}
