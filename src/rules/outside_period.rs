use super::{Scope, about, period_of};
use crate::analysis::PlanIndex;
use crate::diag::Findings;

const NAME: &str = "outside-period";

/// `due` outside the period, `start` after its end. (What began before the period is common: work goes on from year to year.)
pub(super) fn check(_: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    let Some(period) = period_of(plan) else { return };
    let (first, last) = (period.start.value, period.end.value);
    for activity in plan.plan.written_activities() {
        if let Some(start) = activity.start.filter(|start| start.first() > last) {
            let message = format!("it starts on {}, after the plan's period has ended on {last}", start.first());
            found.push(about(NAME, plan, activity, start.span, message).help("mend the date, or move the activity to the next plan"));
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
        found.push(about(NAME, plan, activity, due.span, message).help("mend the date, or move the activity to the plan of that time"));
    }
}
