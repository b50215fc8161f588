//! The rule `missing-reason`: an activity on hold, postponed or cancelled without a reason.

use super::advice::advice;
use super::place::about;
use super::scope::Scope;
use crate::analysis::PlanIndex;
use crate::diagnostic::{Findings, message};
use crate::model::Status;

const NAME: &str = "missing-reason";

/// Reports an activity on hold, postponed or cancelled without a reason.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for activity in plan.plan.activities_with_status() {
        if activity.status.needs_reason() && activity.lacks("reason", &activity.reason) {
            let message = message!(
                "missing-reason.no-reason",
                "this activity is {status}, but has no reason",
                status = activity.status.label()
            );
            let verb = match activity.status.value {
                Status::Postponed => "postpone",
                Status::Cancelled => "cancel",
                _ => "hold",
            };
            let command = |id: &str| {
                message!(
                    "missing-reason.say-why",
                    "say why: `workplan {verb} {id} --reason '…'`",
                    verb,
                    id
                )
            };
            let in_file = message!("missing-reason.add-one", "add `reason:` and one sentence");
            let help = advice(scope, plan, activity, command, in_file);
            found.push(about(NAME, plan, activity, activity.status.span, message).help(help));
        }
    }
}
