//! Sentences that several operations share.

use crate::diagnostic::{Message, message};
use crate::text::{argument, clean_line};

/// Says that a plan has no such activity.
pub(super) fn no_such_activity(plan: &str, id: &str) -> Message {
    message!(
        "plan.no-such-activity",
        "the plan `{plan}` has no activity `{id}`",
        plan,
        id = clean_line(id)
    )
}

/// Says that a number is no id: `mine` numbers its lines.
pub(super) fn numbers_are_no_ids(id: &str) -> Option<Message> {
    let is_number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| {
        message!(
            "plan.number-is-no-id",
            "the numbers that `workplan mine` shows are no ids: name the id beside the number"
        )
    })
}

/// Says how the ids of a plan's activities are listed.
pub(super) fn list_shows_ids(plan: &str) -> Message {
    message!(
        "plan.list-shows-ids",
        "workplan list {plan} shows the ids",
        plan = argument(plan, "PLAN")
    )
}

/// Says why git does not have something yet.
pub(super) fn not_committed_yet() -> Message {
    message!("git.not-committed-yet", "what is not committed yet has no history")
}

/// Names a plan where something else can be meant as well.
pub(super) fn the_plan(name: &str) -> Message {
    message!("plan.the-plan", "the plan `{name}`", name)
}
