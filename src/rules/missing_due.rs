use super::{Scope, about, advice};
use crate::analysis::PlanIndex;
use crate::diagnostic::Findings;

const NAME: &str = "missing-due";

/// No `due`, so that the period's end counts.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for activity in
        plan.plan.written_activities().filter(|activity| activity.lacks("due", &activity.due))
    {
        let message = match plan.plan.period {
            Some(period) => {
                format!("it has no `due`, so the end of the period counts: {}", period.end.value)
            }
            None => "it has no `due`, so the end of the period counts".to_owned(),
        };
        let command = "record the date that was agreed: `workplan set {} due=DATE`";
        let help = advice(scope, plan, activity, command, "add `due:` and the date");
        found.push(about(NAME, plan, activity, activity.head, message).help(help));
    }
}
