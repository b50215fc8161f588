//! The rule `completed-in-future`: a completion date, or the date of a reached milestone, that is
//! in the future.

use super::advice::advice;
use super::place::about;
use super::scope::Scope;
use crate::analysis::PlanIndex;
use crate::diagnostic::{Findings, Message, message};

const NAME: &str = "completed-in-future";

/// `completed` or `done` more than a day after today (somewhere it is tomorrow already). A span
/// counts by its first day.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    let tomorrow = scope.as_of.until(1);
    for activity in plan.plan.written_activities() {
        let completed = activity.completed.map(|date| (date, None));
        let done = activity.milestones.iter().filter_map(|step| Some((step.done?, Some(step))));
        for (date, step) in
            completed.into_iter().chain(done).filter(|(date, _)| date.first() > tomorrow)
        {
            let number = step.map(|step| activity.number_of(step));
            let message = message!(
                "completed-in-future.to-come",
                "{date} is in the future",
                date = date.value.to_string()
            );
            let in_file =
                message!("completed-in-future.write-the-day", "enter the day on which it was done");
            let help = match number {
                // Without a number no command can name the milestone.
                Some(None) => in_file,
                _ => {
                    let command = |id: &str| record(id, number.flatten());
                    advice(scope, plan, activity, command, in_file)
                }
            };
            let finding = about(NAME, plan, activity, date.span, message).help(help);
            found.push(finding.for_check_alone());
        }
    }
}

/// The command for an activity, or for a milestone of it.
fn record(id: &str, milestone: Option<usize>) -> Message {
    match milestone {
        None => message!(
            "completed-in-future.record-the-day",
            "record the day on which it was done: `workplan set {id} completed=DATE`",
            id
        ),
        Some(number) => message!(
            "completed-in-future.record-the-day-of-a-milestone",
            "record the day on which it was done: `workplan set {id}#{number} done=DATE`",
            id,
            number
        ),
    }
}
