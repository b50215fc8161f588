use super::{Scope, about, advice, later};
use crate::analysis::{ActivityFacts, PlanIndex};
use crate::diagnostic::Findings;

const NAME: &str = "late-start";

/// Still planned, although its start has passed.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for facts in ActivityFacts::written(plan, scope.as_of).filter(|facts| facts.late_start) {
        let Some(start) = facts.activity.start else { continue };
        let (place, other) = later(start.span, facts.activity.status.span);
        let message = format!("it was to start on {}, and is still planned", start.first());
        let finding = about(NAME, plan, facts.activity, place, message);
        let help = advice(
            scope,
            plan,
            facts.activity,
            "if it has begun: `workplan start {}`",
            "`status: ongoing`",
        );
        found.push(finding.help(help).label(other, "the other value"));
    }
}
