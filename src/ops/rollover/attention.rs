//! What must be looked at in a new plan.

use super::next_plan::NextPlan;
use crate::diagnostic::{Message, message};
use crate::format::Reading;
use crate::model::{Activity, Day, Status};
use crate::report::AttentionItem;

/// Returns the activities that must be looked at in the new plan, and why.
pub(super) fn items(next: &NextPlan<'_>, reading: &Reading<'_>, day: Day) -> Vec<AttentionItem> {
    let plan = reading.folder.plan(&next.to);
    let activities = plan.iter().flat_map(|plan| plan.activities());
    let carried = activities
        .map(|(_, activity)| activity)
        .filter(|activity| next.forward.carried.contains(&*activity.id.value));
    carried.flat_map(|activity| of_activity(next, activity, day)).collect()
}

fn of_activity(next: &NextPlan<'_>, activity: &Activity<'_>, day: Day) -> Vec<AttentionItem> {
    let mut found = Vec::new();
    let mut tell = |why: Message| found.push(AttentionItem { id: activity.id.to_string(), why });
    match activity.due {
        Some(due) if due.last() < day => {
            tell(message!(
                "rollover.due-has-passed",
                "its due date has passed: {value}",
                value = due.value.to_string()
            ));
        }
        None => tell(message!("rollover.no-due-date", "it has no due date")),
        Some(_) => {}
    }
    let stuck = next.old.find(&activity.id.value).map(|(_, old)| next.forward.stuck(old));
    stuck.into_iter().flatten().for_each(&mut tell);
    if activity.status.value == Status::OnHold {
        tell(message!("rollover.on-hold", "it is on hold: does the reason still hold?"));
    }
    found
}
