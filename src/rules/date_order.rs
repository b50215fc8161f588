use super::{Scope, about, later};
use crate::analysis::PlanIndex;
use crate::diag::{Diagnostic, Findings};

const NAME: &str = "date-order";

/// `start` after `due`, the period's end before its start, `completed` before `start`.
pub(super) fn check(_: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    if let Some(period) = plan.plan.period.filter(|period| period.end.value < period.start.value) {
        let (place, other) = later(period.start.span, period.end.span);
        let message = format!("the period ends on {}, before it begins on {}", period.end.value, period.start.value);
        let finding = Diagnostic::new(NAME, place, message).in_plan(&plan.plan.name).help("mend one of the two dates");
        found.push(finding.label(other, "the other end"));
    }
    for activity in plan.plan.written_activities() {
        let Some(start) = activity.start else { continue };
        if let Some(due) = activity.due.filter(|due| start.first() > due.last()) {
            let (place, other) = later(start.span, due.span);
            let message = format!("it starts on {}, after it is due on {}", start.first(), due.last());
            found.push(about(NAME, plan, activity, place, message).help("mend one of the two dates").label(other, "the other date"));
        }
        if let Some(completed) = activity.completed.filter(|completed| completed.last() < start.first()) {
            let (place, other) = later(start.span, completed.span);
            let message = format!("it was completed on {}, before it started on {}", completed.last(), start.first());
            found.push(about(NAME, plan, activity, place, message).help("mend one of the two dates").label(other, "the other date"));
        }
    }
}
