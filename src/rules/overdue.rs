//! The rule `overdue`: an activity or a milestone that is overdue.

use super::advice::advice;
use super::place::about;
use super::scope::Scope;
use crate::analysis::{ActivityFacts, DueItem, PlanIndex, overdue};
use crate::diagnostic::{Findings, Message, message};

const NAME: &str = "overdue";

/// Reports overdue activities and milestones, for groups that want their checks to fail.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for item in overdue(ActivityFacts::written(plan, scope.as_of), scope.as_of) {
        let activity = item.facts.activity;
        let place = match (item.milestone, activity.due) {
            (Some(milestone), _) if milestone.done_is_unreadable => continue,
            (Some(milestone), _) => milestone.due.span,
            (None, Some(due)) => due.span,
            (None, None) if !activity.is_readable("due") => continue,
            (None, None) => activity.head,
        };
        let message = was_due(&item, (scope.as_of.day - item.due).num_days());
        let advice = |command: &dyn Fn(&str) -> Message, in_file| {
            advice(scope, plan, activity, command, in_file)
        };
        let help = match item.milestone {
            None if activity
                .forecast
                .is_some_and(|forecast| forecast.last() >= scope.as_of.day) =>
            {
                advice(
                    &done_or_slip,
                    message!("overdue.later-due", "a later `due` with a `reason`"),
                )
            }
            None => advice(&done_or_forecast, message!("overdue.add-forecast", "add `forecast:`")),
            Some(milestone) => {
                let in_file = message!("overdue.add-done", "add `done:` and the date");
                match activity.number_of(milestone) {
                    Some(number) => advice(&|id| milestone_done(id, number), in_file),
                    None => in_file,
                }
            }
        };
        found.push(about(NAME, plan, activity, place, message).help(help));
    }
}

fn was_due(item: &DueItem<'_>, days: i64) -> Message {
    match item.milestone {
        None => message!(
            "overdue.activity",
            "this activity was due on {due}, {days#one day|# days} ago",
            due = item.due,
            days
        ),
        Some(_) => message!(
            "overdue.milestone",
            "this milestone was due on {due}, {days#one day|# days} ago",
            due = item.due,
            days
        ),
    }
}

fn done_or_slip(id: &str) -> Message {
    message!(
        "overdue.done-or-slip",
        "if it is done: `workplan done {id}`; otherwise, if the group agrees to a later date: \
        `workplan slip {id} DATE --reason '…'`",
        id
    )
}

fn done_or_forecast(id: &str) -> Message {
    message!(
        "overdue.done-or-forecast",
        "if it is done: `workplan done {id}`; otherwise enter the expected date: `workplan set {id} forecast=DATE`",
        id
    )
}

fn milestone_done(id: &str, number: usize) -> Message {
    message!(
        "overdue.milestone-done",
        "if it is reached: `workplan done {id}#{number}`",
        id,
        number
    )
}
