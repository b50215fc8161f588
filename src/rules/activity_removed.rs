//! The rule `activity-removed`: an activity of an endorsed plan that is gone.

use super::comparison::Comparison;
use crate::analysis::Disappearance;
use crate::diagnostic::{Diagnostic, Findings, message};
use crate::text::{argument, clean_line};

const NAME: &str = "activity-removed";

/// Reports an activity of an endorsed plan that was removed, alone or with its plan.
pub(super) fn check(since: &Comparison<'_>, found: &mut Findings) {
    for (plan, lost) in since
        .endorsed()
        .flat_map(|plan| plan.lost.iter().map(move |lost| (plan.before, lost)))
        .filter(|(_, lost)| matches!(lost.fate, Disappearance::Gone))
    {
        let (plan, id, title) = (
            &plan.plan.name,
            &lost.activity.id.value,
            clean_line(lost.activity.title.value.trim()),
        );
        let message = match since.now.plan(plan) {
            Some(_) => message!(
                "activity-removed.from-plan",
                "`{id}` {title} was removed from this endorsed plan",
                id,
                title
            ),
            None => message!(
                "activity-removed.with-plan",
                "`{id}` {title} was removed with its endorsed plan `{plan}`",
                id,
                title,
                plan
            ),
        };
        let word = argument(&format!("{plan}/{id}"), "PLAN/ID");
        let help = message!(
            "activity-removed.put-back",
            "restore it, then run `workplan cancel {activity} --reason '…'`",
            activity = word
        );
        found.push(Diagnostic::new(NAME, lost.place, message).help(help).about(plan, id));
    }
}
