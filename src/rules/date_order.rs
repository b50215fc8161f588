use super::{Scope, about, advice, later};
use crate::analysis::PlanIndex;
use crate::diagnostic::{Diagnostic, Findings};

const NAME: &str = "date-order";

/// `start` after `due`, the period's end before its start, `completed` before `start`.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    if let Some(period) = plan.plan.period.filter(|period| period.end.value < period.start.value) {
        let (place, other) = later(period.start.span, period.end.span);
        let message = format!(
            "the period ends on {}, before it begins on {}",
            period.end.value, period.start.value
        );
        let finding = Diagnostic::new(NAME, place, message)
            .in_plan(&plan.plan.name)
            .help("correct one of the two dates");
        found.push(finding.label(other, "the other end"));
    }
    for activity in plan.plan.written_activities() {
        let Some(start) = activity.start else { continue };
        if let Some(due) = activity.due.filter(|due| start.first() > due.last()) {
            let (place, other) = later(start.span, due.span);
            let message =
                format!("it starts on {}, after it is due on {}", start.first(), due.last());
            let command = "correct one of the two: `workplan set {} start=DATE` or `workplan set {} due=DATE`";
            let help = advice(scope, plan, activity, command, "write the right date");
            found.push(
                about(NAME, plan, activity, place, message)
                    .help(help)
                    .label(other, "the other date"),
            );
        }
        if let Some(completed) =
            activity.completed.filter(|completed| completed.last() < start.first())
        {
            let (place, other) = later(start.span, completed.span);
            let message = format!(
                "it was completed on {}, before it started on {}",
                completed.last(),
                start.first()
            );
            let command = "correct one of the two: `workplan set {} start=DATE` or `workplan set {} completed=DATE`";
            let help = advice(scope, plan, activity, command, "write the right date");
            found.push(
                about(NAME, plan, activity, place, message)
                    .help(help)
                    .label(other, "the other date"),
            );
        }
    }
}
