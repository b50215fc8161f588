//! The rule `reopened`: a completed or cancelled activity that was set back to another status,
//! without a reason.

use super::advice::advice;
use super::comparison::Comparison;
use super::place::about;
use crate::diagnostic::{Findings, Message, message};
use crate::model::{DateSpan, Status};

const NAME: &str = "reopened";

/// Reports an activity that was completed or cancelled before and is not any more, without a
/// reason.
pub(super) fn check(since: &Comparison<'_>, found: &mut Findings) {
    for kept in since.plans.iter().flat_map(|plan| &plan.kept) {
        let (then, now) = (kept.before.activity.status.value, &kept.now.activity);
        if then.has_ended() && !now.status.has_ended() && now.lacks("reason", &now.reason) {
            let message = message!(
                "reopened.without-reason",
                "this activity was {then} and is now {now}, without a reason",
                then = then.label(),
                now = now.status.label()
            );
            let command = |id: &str| {
                message!(
                    "reopened.set-back-or-say-why",
                    "restore the status: {command}, or say why: `workplan set {id} reason='…'`",
                    command = end_again(id, then, kept.before.activity.completed.as_deref()),
                    id
                )
            };
            let in_file = message!("reopened.add-one", "add `reason:` and one sentence");
            let help = advice(&since.scope, kept.now.index, now, command, in_file);
            found.push(about(NAME, kept.now.index, now, now.status.span, message).help(help));
        }
    }
}

/// The command that sets the earlier status again.
fn end_again(id: &str, then: Status, completed: Option<&DateSpan>) -> Message {
    match (then, completed) {
        (Status::Completed, Some(day)) => {
            message!("reopened.done-on", "`workplan done {id} --as-of {day}`", id, day = day.last())
        }
        (Status::Completed, None) => {
            message!("reopened.done", "`workplan done {id} --as-of DATE`", id)
        }
        _ => message!("reopened.cancel", "`workplan cancel {id} --reason '…'`", id),
    }
}
