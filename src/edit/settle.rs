//! Changes that a new status brings to other keys.

use super::assign::assign;
use super::assignment::{Assignment, Result};
use super::mapping::{put, remove};
use super::text::ScalarText;
use super::translated::remove_translations;
use super::value::Value;
use crate::format::keys::ACTIVITY;
use crate::model::{DateSpan, Day, Decimal, Status};

/// Makes the assignments, and the changes that a new status brings.
///
/// # Errors
/// See [`assign`].
pub fn record(activity: &mut Value, assignments: &[Assignment], as_of: Day) -> Result<()> {
    let before = activity.clone();
    assign(activity, assignments, as_of)?;
    settle(&before, activity, assignments);
    let reason =
        |activity: &Value| activity.get("reason").and_then(Value::as_text).map(str::to_owned);
    // Translations belong to the old reason.
    if reason(&before).is_some()
        && reason(&before) != reason(activity)
        && !assignments.iter().any(|one| one.is_of("translations"))
    {
        remove_translations(activity, "reason");
    }
    Ok(())
}

/// Makes the changes that a new status brings, unless the command sets the same keys. A reason is
/// removed with the status that required it, and a progress of 100 with the completion. An activity
/// that was completed before its planned start began on the day of its completion.
fn settle(before: &Value, after: &mut Value, assignments: &[Assignment]) {
    let is_given = |key: &str| assignments.iter().any(|one| one.is_of(key));
    let Some((old, new)) = status(before).zip(status(after)).filter(|(old, new)| old != new) else {
        return;
    };
    if old.needs_reason() && !new.needs_reason() && !is_given("reason") {
        remove(after, "reason");
    }
    // The progress of 100 no longer holds.
    if old == Status::Completed
        && !is_given("progress")
        && progress(after) == Some(Decimal::whole(100))
    {
        remove(after, "progress");
    }
    if new == Status::Completed
        && !is_given("start")
        && let Some((start, completed)) = date(after, "start").zip(date(after, "completed"))
        && start.first() > completed.last()
    {
        put(after, &ACTIVITY, "start", Value::Text(ScalarText::plain(completed.to_string())));
    }
}

/// The status that an activity has, if it can be read.
pub fn status(activity: &Value) -> Option<Status> {
    activity.get("status").and_then(Value::as_text).and_then(Status::parse)
}

fn progress(activity: &Value) -> Option<Decimal> {
    activity.get("progress").and_then(Value::as_text).and_then(|text| Decimal::parse(text).ok())
}

fn date(activity: &Value, key: &str) -> Option<DateSpan> {
    activity.get(key).and_then(Value::as_text).and_then(|text| DateSpan::parse(text).ok())
}
