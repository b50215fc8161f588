//! What a change of status needs, and what it brings.

use crate::diagnostic::message;
use crate::edit::{Assignment, Problem, Value, status};
use crate::model::{Decimal, Status};

/// Refuses a milestone where only an activity will do.
pub(crate) fn refuse_milestone(milestone: Option<usize>) -> Result<(), Problem> {
    match milestone {
        None => Ok(()),
        Some(_) => Err(milestone_without_status()),
    }
}

/// Says that a milestone has no status.
pub(crate) fn milestone_without_status() -> Problem {
    Problem {
        what: message!(
            "edit.milestone-without-status",
            "a milestone has no status and no progress of its own"
        ),
        help: message!(
            "edit.milestone-commands",
            "`workplan done ID#N` records that it was reached, `workplan slip ID#N DATE` moves its \
             day"
        ),
    }
}

/// Takes away the progress of 100 that a completed activity has.
pub(crate) fn without_full_progress(activity: &Value) -> Option<Assignment> {
    let progress = activity
        .get("progress")
        .and_then(Value::as_text)
        .and_then(|text| Decimal::parse(text).ok());
    let is_full =
        status(activity) == Some(Status::Completed) && progress == Some(Decimal::whole(100));
    is_full.then(|| Assignment::set("progress", ""))
}
