use super::assign::{assign, put, remove};
use super::assignment::{Assignment, Result};
use super::text::ScalarText;
use super::translated::remove_translations;
use super::value::Value;
use crate::format::keys::ACTIVITY;
use crate::model::{DateSpan, Day, Decimal, Status};

/// Makes the assignments, and takes along what a new status brings with it.
///
/// # Errors
/// As [`assign`].
pub fn record(activity: &mut Value, assignments: &[Assignment], as_of: Day) -> Result<()> {
    let before = activity.clone();
    assign(activity, assignments, as_of)?;
    settle(&before, activity, assignments);
    let reason =
        |activity: &Value| activity.get("reason").and_then(Value::as_text).map(str::to_owned);
    // What another language says is of the reason that was.
    if reason(&before).is_some()
        && reason(&before) != reason(activity)
        && !assignments.iter().any(|one| one.is_of("translations"))
    {
        remove_translations(activity, "reason");
    }
    Ok(())
}

/// Takes along what a new status brings with it, unless the same command says something else: a
/// reason goes with the status that needed it, a progress of 100 goes with the completion, and what
/// was completed before its planned start began on the day on which it was completed.
fn settle(before: &Value, after: &mut Value, assignments: &[Assignment]) {
    let is_given = |key: &str| assignments.iter().any(|one| one.is_of(key));
    let Some((old, new)) = status(before).zip(status(after)).filter(|(old, new)| old != new) else {
        return;
    };
    if old.needs_reason() && !new.needs_reason() && !is_given("reason") {
        remove(after, "reason");
    }
    // The whole of it was done, which it is not any more.
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
