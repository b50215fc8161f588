use super::{Scope, about, advice, period_of};
use crate::analysis::PlanIndex;
use crate::diagnostic::Findings;
use crate::model::Activity;

const NAME: &str = "outside-period";

/// `due` outside the period, `start` after its end. (What began before the period is common: work
/// goes on from year to year.)
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    let Some(period) = period_of(plan) else { return };
    let (first, last) = (period.start.value, period.end.value);
    for activity in plan.plan.written_activities() {
        // One of two dates that are both too late cannot be corrected without the other one.
        let both = activity.start.is_some_and(|start| start.first() > last)
            && activity.due.is_some_and(|due| due.last() > last);
        let dates = |one: &'static str| if both { "start=DATE due=DATE" } else { one };
        if let Some(start) = activity.start.filter(|start| start.first() > last) {
            let message = format!(
                "it starts on {}, after the plan's period has ended on {last}",
                start.first()
            );
            let command = format!(
                "correct it: `workplan set {{}} {}`{}",
                dates("start=DATE"),
                or_postpone(activity)
            );
            let help = advice(scope, plan, activity, &command, "correct the date");
            found.push(about(NAME, plan, activity, start.span, message).help(help));
        }
        let Some(due) = activity.due else { continue };
        let day = due.last();
        let message = if day > last {
            format!("it is due on {day}, after the plan's period ends on {last}")
        } else if day < first {
            format!("it is due on {day}, before the plan's period begins on {first}")
        } else {
            continue;
        };
        let or_postpone = if day > last { or_postpone(activity) } else { "" };
        let command = format!("correct it: `workplan set {{}} {}`{or_postpone}", dates("due=DATE"));
        let in_file = "correct the date, or move the activity to the plan of that time";
        found.push(
            about(NAME, plan, activity, due.span, message)
                .help(advice(scope, plan, activity, &command, in_file)),
        );
    }
}

/// The other way out, for an activity that is open: what has ended, or is postponed already, is not
/// left to a later plan.
fn or_postpone(activity: &Activity<'_>) -> &'static str {
    match activity.is_readable("status") && activity.status.value.is_open() {
        true => ", or leave the activity to the next plan: `workplan postpone {} --reason '…'`",
        false => "",
    }
}
