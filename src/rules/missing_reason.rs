use super::{Scope, about};
use crate::analysis::PlanIndex;
use crate::diag::Findings;

const NAME: &str = "missing-reason";

/// On hold, postponed or cancelled, and nobody says why.
pub(super) fn check(_: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for activity in plan.plan.activities_with_status() {
        if activity.status.needs_reason() && activity.lacks("reason", &activity.reason) {
            let message = format!("it is {}, and does not say why", activity.status.label());
            found.push(about(NAME, plan, activity, activity.status.span, message).help("add `reason:` and one sentence"));
        }
    }
}
