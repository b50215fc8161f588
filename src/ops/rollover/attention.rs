//! What must be looked at in a new plan.

use super::next_plan::NextPlan;
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
    let mut tell = |why: String| found.push(AttentionItem { id: activity.id.to_string(), why });
    match activity.due {
        Some(due) if due.last() < day => {
            tell(format!("its due date has passed: {}", due.value));
        }
        None => tell("it has no due date".to_owned()),
        Some(_) => {}
    }
    let stuck = next.old.find(&activity.id.value).map(|(_, old)| next.forward.stuck(old));
    for why in stuck.into_iter().flatten() {
        tell(why.to_string());
    }
    if activity.status.value == Status::OnHold {
        tell("it is on hold: does the reason still hold?".to_owned());
    }
    found
}
