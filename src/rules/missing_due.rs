//! The rule `missing-due`: an activity without a due date.

use super::advice::advice;
use super::place::about;
use super::scope::Scope;
use crate::analysis::PlanIndex;
use crate::diagnostic::{Findings, message};

const NAME: &str = "missing-due";

/// No `due`, so that the period's end counts.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for activity in
        plan.plan.written_activities().filter(|activity| activity.lacks("due", &activity.due))
    {
        let message = match plan.plan.period {
            Some(period) => message!(
                "missing-due.period-counts",
                "this activity has no `due`, so the end of the period counts: {end}",
                end = period.end.value
            ),
            None => message!(
                "missing-due.unknown-period-counts",
                "this activity has no `due`, so the end of the period counts"
            ),
        };
        let command = |id: &str| {
            message!(
                "missing-due.record-the-date",
                "record the date that was agreed: `workplan set {id} due=DATE`",
                id
            )
        };
        let in_file = message!("missing-due.add-the-date", "add `due:` and the date");
        let help = advice(scope, plan, activity, command, in_file);
        found.push(about(NAME, plan, activity, activity.head, message).help(help));
    }
}
