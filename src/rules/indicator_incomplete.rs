use super::{Scope, about};
use crate::analysis::PlanIndex;
use crate::diag::{Diagnostic, Findings};
use crate::model::{Activity, Indicator, Status};

const NAME: &str = "indicator-incomplete";

/// An indicator without `baseline` or `target`; without `actual` although its activity is completed.
pub(super) fn check(_: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for activity in plan.plan.written_activities() {
        for indicator in &activity.indicators {
            found.extend(gaps(plan, activity, indicator));
        }
    }
}

fn gaps(plan: &PlanIndex<'_>, activity: &Activity<'_>, indicator: &Indicator<'_>) -> Option<Diagnostic> {
    let is_completed = activity.is_readable("status") && activity.status.value == Status::Completed;
    let values = [
        ("baseline", indicator.baseline.is_none()),
        ("target", indicator.target.is_none()),
        ("actual", indicator.actual.is_none() && is_completed),
    ];
    let missing: Vec<&str> =
        values.into_iter().filter(|(key, is_missing)| *is_missing && !indicator.unreadable.contains(key)).map(|(key, _)| key).collect();
    let (last, others) = missing.split_last()?;
    let names = if others.is_empty() { format!("`{last}`") } else { format!("`{}` and `{last}`", others.join("`, `")) };
    let finding = about(NAME, plan, activity, indicator.head, format!("this indicator has no {names}"));
    let finding =
        finding.help("say where it began (`baseline`), what was aimed at (`target`) and, once completed, what was reached (`actual`)");
    Some(if missing.contains(&"actual") { finding.label(activity.status.span, "completed") } else { finding })
}
