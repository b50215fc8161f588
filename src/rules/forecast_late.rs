use super::{Scope, about, advice, due_of, later};
use crate::analysis::{ActivityFacts, PlanIndex};
use crate::diagnostic::Findings;

const NAME: &str = "forecast-late";

/// An open activity whose owner expects it after it is due.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for facts in ActivityFacts::written(plan, scope.as_of).filter(|facts| facts.recorded().open) {
        let (Some(forecast), Some(due)) = (facts.activity.forecast, due_of(&facts)) else {
            continue;
        };
        if forecast.last() <= due {
            continue;
        }
        let message = format!("it is expected on {}, after it is due on {due}", forecast.last());
        let command = "speak with the owner; if the group agrees to a later date: `workplan slip {} DATE --reason '…'`";
        let help = advice(scope, plan, facts.activity, command, "`due` stays what was agreed");
        let written = facts.activity.due.map(|due| later(forecast.span, due.span));
        let finding = about(
            NAME,
            plan,
            facts.activity,
            written.map_or(forecast.span, |(place, _)| place),
            message,
        )
        .help(help);
        found.push(match written {
            Some((_, other)) => finding.label(other, "the other date"),
            None => finding,
        });
    }
}
