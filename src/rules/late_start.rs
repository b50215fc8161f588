use super::{Scope, about, later};
use crate::analysis::{Facts, PlanIndex};
use crate::diag::Findings;

const NAME: &str = "late-start";

/// Still planned, although its start has passed.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for facts in Facts::written(plan, scope.as_of).filter(|facts| facts.late_start) {
        let Some(start) = facts.activity.start else { continue };
        let (place, other) = later(start.span, facts.activity.status.span);
        let message = format!("it was to start on {}, and is still planned", start.first());
        let finding = about(NAME, plan, facts.activity, place, message).help("if it has begun, write `status: ongoing`");
        found.push(finding.label(other, "the other value"));
    }
}
