use super::{Scope, about, advice};
use crate::analysis::{ActivityFacts, PlanIndex, overdue};
use crate::diagnostic::Findings;

const NAME: &str = "overdue";

/// What is overdue, for groups that want to be stopped by it.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for item in overdue(ActivityFacts::written(plan, scope.as_of), scope.as_of) {
        let activity = item.facts.activity;
        let (what, place) = match (item.milestone, activity.due) {
            (Some(milestone), _) if milestone.done_is_unreadable => continue,
            (Some(milestone), _) => ("this milestone", milestone.due.span),
            (None, Some(due)) => ("it", due.span),
            (None, None) if !activity.is_readable("due") => continue,
            (None, None) => ("it", activity.head),
        };
        let message = match (scope.as_of.day - item.due).num_days() {
            1 => format!("{what} was due on {}, one day ago", item.due),
            days => format!("{what} was due on {}, {days} days ago", item.due),
        };
        let (command, in_file) = match item.milestone {
            None if activity
                .forecast
                .is_some_and(|forecast| forecast.last() >= scope.as_of.day) =>
            {
                let command = "if it is done: `workplan done {}`; else, if the group agrees to a later date: `workplan slip {} DATE --reason '…'`";
                (Some(command.to_owned()), "a later `due` with a `reason`")
            }
            None => {
                let command = "if it is done: `workplan done {}`; else say when it is expected: `workplan set {} forecast=DATE`";
                (Some(command.to_owned()), "add `forecast:`")
            }
            Some(milestone) => {
                let command = activity
                    .number_of(milestone)
                    .map(|number| format!("if it is reached: `workplan done {{}}#{number}`"));
                (command, "add `done:` and the date")
            }
        };
        let help = command.map_or_else(
            || in_file.to_owned(),
            |command| advice(scope, plan, activity, &command, in_file),
        );
        found.push(about(NAME, plan, activity, place, message).help(help));
    }
}
