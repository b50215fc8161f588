use super::{Scope, about};
use crate::analysis::PlanIndex;
use crate::diag::Findings;

const NAME: &str = "completed-in-future";

/// `completed` or `done` more than a day after today (somewhere it is tomorrow already). A span counts by its first day.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    let tomorrow = scope.as_of.until(1);
    for activity in plan.plan.written_activities() {
        let done = activity.milestones.iter().filter_map(|milestone| milestone.done);
        for date in activity.completed.into_iter().chain(done).filter(|date| date.first() > tomorrow) {
            let message = format!("{} is still to come", date.value);
            let finding = about(NAME, plan, activity, date.span, message).help("what is done was done on a day that has passed");
            found.push(finding.for_check_alone());
        }
    }
}
