//! The rule `late-start`: an activity that is still planned, although its start has passed.

use super::advice::advice;
use super::labels::the_other_value;
use super::place::{about, later};
use super::scope::Scope;
use crate::analysis::{ActivityFacts, PlanIndex};
use crate::diagnostic::{Findings, message};

const NAME: &str = "late-start";

/// Still planned, although its start has passed.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for facts in ActivityFacts::written(plan, scope.as_of).filter(|facts| facts.late_start) {
        let Some(start) = facts.activity.start else { continue };
        let (place, other) = later(start.span, facts.activity.status.span);
        let message = message!(
            "late-start.still-planned",
            "this activity was due to start on {start}, and is still planned",
            start = start.first()
        );
        let finding = about(NAME, plan, facts.activity, place, message);
        let help = advice(
            scope,
            plan,
            facts.activity,
            |id| message!("late-start.start", "if it has begun: `workplan start {id}`", id),
            message!("late-start.in-file", "`status: ongoing`"),
        );
        found.push(finding.help(help).label(other, the_other_value()));
    }
}
