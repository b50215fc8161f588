use super::{Comparison, about, advice};
use crate::diagnostic::Findings;
use crate::model::Status;

const NAME: &str = "reopened";

/// What was completed or cancelled is not any more, and nobody says why.
pub(super) fn check(since: &Comparison<'_>, found: &mut Findings) {
    for kept in since.plans.iter().flat_map(|plan| &plan.kept) {
        let (then, now) = (kept.before.activity.status.value, &kept.now.activity);
        if then.has_ended() && !now.status.has_ended() && now.lacks("reason", &now.reason) {
            let message = format!(
                "it was {} and is {} now, and does not say why",
                then.label(),
                now.status.label()
            );
            let back = match (then, kept.before.activity.completed) {
                (Status::Completed, Some(day)) => {
                    format!("`workplan done {{}} --as-of {}`", day.last())
                }
                (Status::Completed, None) => "`workplan done {} --as-of DATE`".to_owned(),
                _ => "`workplan cancel {} --reason '…'`".to_owned(),
            };
            let command =
                format!("set the status back: {back}, or say why: `workplan set {{}} reason='…'`");
            let help = advice(
                &since.scope,
                kept.now.index,
                now,
                &command,
                "add `reason:` and one sentence",
            );
            found.push(about(NAME, kept.now.index, now, now.status.span, message).help(help));
        }
    }
}
