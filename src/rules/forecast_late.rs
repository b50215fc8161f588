//! The rule `forecast-late`: an open activity that its owner expects later than it is due.

use super::advice::advice;
use super::labels::the_other_date;
use super::place::{about, due_of, later};
use super::scope::Scope;
use crate::analysis::{ActivityFacts, PlanIndex};
use crate::diagnostic::{Findings, message};

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
        let message = message!(
            "forecast-late.after-due",
            "this activity is expected on {forecast}, after its due date {due}",
            forecast = forecast.last(),
            due
        );
        let command = |id: &str| {
            message!(
                "forecast-late.speak-with-the-owner",
                "speak with the owner; if the group agrees to a later date: `workplan slip {id} DATE --reason '…'`",
                id
            )
        };
        let in_file = message!("forecast-late.due-stays", "keep `due` as agreed");
        let help = advice(scope, plan, facts.activity, command, in_file);
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
            Some((_, other)) => finding.label(other, the_other_date()),
            None => finding,
        });
    }
}
