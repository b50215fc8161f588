use super::{Scope, about, advice, period_of};
use crate::analysis::PlanIndex;
use crate::diag::Findings;

const NAME: &str = "outside-period";

/// `due` outside the period, `start` after its end. (What began before the period is common: work goes on from year to year.)
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    let Some(period) = period_of(plan) else { return };
    let (first, last) = (period.start.value, period.end.value);
    for activity in plan.plan.written_activities() {
        if let Some(start) = activity.start.filter(|start| start.first() > last) {
            let message = format!("it starts on {}, after the plan's period has ended on {last}", start.first());
            let command =
                "correct it: `workplan set {} start=DATE`, or leave the activity to the next plan: `workplan postpone {} --reason '…'`";
            let help = advice(scope.index, plan, activity, command, "correct the date");
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
        let command = match day > last {
            true => "correct it: `workplan set {} due=DATE`, or leave the activity to the next plan: `workplan postpone {} --reason '…'`",
            false => "correct it: `workplan set {} due=DATE`",
        };
        let in_file = "correct the date, or move the activity to the plan of that time";
        found.push(about(NAME, plan, activity, due.span, message).help(advice(scope.index, plan, activity, command, in_file)));
    }
}
