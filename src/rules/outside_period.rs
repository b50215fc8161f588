//! The rule `outside-period`: an activity that is due outside the plan's period, or starts after
//! the period has ended.

use super::advice::advice;
use super::place::{about, period_of};
use super::scope::Scope;
use crate::analysis::PlanIndex;
use crate::diagnostic::{Findings, Message, message};
use crate::model::Activity;

const NAME: &str = "outside-period";

/// Reports `due` outside the period and `start` after its end. A start before the period is
/// allowed, because work goes on from year to year.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    let Some(period) = period_of(plan) else { return };
    let (first, last) = (period.start.value, period.end.value);
    for activity in plan.plan.written_activities() {
        // If both dates are too late, neither can be corrected alone.
        let both = activity.start.is_some_and(|start| start.first() > last)
            && activity.due.is_some_and(|due| due.last() > last);
        let dates = |one: &'static str| if both { "start=DATE due=DATE" } else { one };
        let can_wait = can_be_postponed(activity);
        if let Some(start) = activity.start.filter(|start| start.first() > last) {
            let message = message!(
                "outside-period.starts-after",
                "this activity starts on {start}, after the plan's period ends on {end}",
                start = start.first(),
                end = last
            );
            let command = |id: &str| correct(id, dates("start=DATE"), can_wait);
            let in_file = message!("outside-period.correct-the-date", "correct the date");
            let help = advice(scope, plan, activity, command, in_file);
            found.push(about(NAME, plan, activity, start.span, message).help(help));
        }
        let Some(due) = activity.due else { continue };
        let day = due.last();
        let message = if day > last {
            message!(
                "outside-period.due-after",
                "this activity is due on {due}, after the plan's period ends on {end}",
                due = day,
                end = last
            )
        } else if day < first {
            message!(
                "outside-period.due-before",
                "this activity is due on {due}, before the plan's period begins on {start}",
                due = day,
                start = first
            )
        } else {
            continue;
        };
        let command = |id: &str| correct(id, dates("due=DATE"), can_wait && day > last);
        let in_file = message!(
            "outside-period.correct-or-move",
            "correct the date, or move the activity to the plan of that time"
        );
        let help = advice(scope, plan, activity, command, in_file);
        found.push(about(NAME, plan, activity, due.span, message).help(help));
    }
}

fn correct(id: &str, dates: &str, can_be_postponed: bool) -> Message {
    match can_be_postponed {
        true => message!(
            "outside-period.correct-or-postpone",
            "correct it: `workplan set {id} {dates}`, or postpone the activity to the next plan: \
            `workplan postpone {id} --reason '…'`",
            id,
            dates
        ),
        false => {
            message!("outside-period.correct", "correct it: `workplan set {id} {dates}`", id, dates)
        }
    }
}

/// Whether an activity is open. Ended and postponed activities cannot be postponed.
fn can_be_postponed(activity: &Activity<'_>) -> bool {
    activity.is_readable("status") && activity.status.value.is_open()
}
