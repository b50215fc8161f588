use super::{Scope, about, advice};
use crate::analysis::PlanIndex;
use crate::diagnostic::Findings;

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
            let command = match step {
                None => Some("{} completed=DATE".to_owned()),
                Some(step) => {
                    activity.number_of(step).map(|number| format!("{{}}#{number} done=DATE"))
                }
            };
            let message = format!("{} is still to come", date.value);
            let in_file = "write the day on which it was done";
            let command = command.map(|command| {
                format!("record the day on which it was done: `workplan set {command}`")
            });
            let help = command.map_or_else(
                || in_file.to_owned(),
                |command| advice(scope, plan, activity, &command, in_file),
            );
            let finding = about(NAME, plan, activity, date.span, message).help(help);
            found.push(finding.for_check_alone());
        }
    }
}
