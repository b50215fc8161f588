use super::{Scope, about, advice};
use crate::analysis::PlanIndex;
use crate::diagnostic::Findings;
use crate::model::Status;

const NAME: &str = "missing-reason";

/// On hold, postponed or cancelled, and nobody says why.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for activity in plan.plan.activities_with_status() {
        if activity.status.needs_reason() && activity.lacks("reason", &activity.reason) {
            let message = format!("it is {}, and does not say why", activity.status.label());
            let verb = match activity.status.value {
                Status::Postponed => "postpone",
                Status::Cancelled => "cancel",
                _ => "hold",
            };
            let command = format!("say why: `workplan {verb} {{}} --reason '…'`");
            let help = advice(scope, plan, activity, &command, "add `reason:` and one sentence");
            found.push(about(NAME, plan, activity, activity.status.span, message).help(help));
        }
    }
}
