//! Records that activities are completed, or that their milestones are reached.

use std::cell::RefCell;

use super::activity_edit::{EditOptions, edit_activities};
use crate::diagnostic::{Message, message, note};
use crate::edit::{Assignment, Value, assign, record, status};
use crate::model::{Day, Status};
use crate::report::Edits;
use crate::text::{argument, clean_line};
use crate::workspace::{Result, Workspace};

/// Records that activities, or milestones, were done on the day of the workspace.
///
/// # Errors
/// If an activity cannot be found, or the new text would have errors.
pub fn done(workspace: &Workspace, options: &EditOptions) -> Result<Edits> {
    let today = workspace.day();
    let known = RefCell::new(Vec::new());
    let mut edits = edit_activities(workspace, options, &|activity, milestone| {
        if let Some(number) = milestone {
            return assign(activity, &reached(activity, number, today), today);
        }
        known.borrow_mut().extend(completed_else(activity, today));
        // A share that was reported on the way would contradict it.
        let full = activity.get("progress").map(|_| Assignment::set("progress", "100"));
        let status = Assignment::set("status", Status::Completed.as_str());
        record(activity, &std::iter::once(status).chain(full).collect::<Vec<_>>(), today)
    })?;
    edits.notes = known.into_inner();
    Ok(edits)
}

/// Says that an activity was completed on another day already.
fn completed_else(activity: &Value, day: Day) -> Option<Message> {
    let text = |key: &str| activity.get(key).and_then(Value::as_text);
    let (id, on) = (
        text("id")?,
        text("completed")
            .filter(|on| status(activity) == Some(Status::Completed) && **on != day.to_string())?,
    );
    let command = format!("workplan set {} completed={day}", argument(id, "ID"));
    Some(note(message!(
        "done.completed-before",
        "{id} was completed on {on} already; `{command}` records another day",
        id = clean_line(id),
        on = clean_line(on),
        command
    )))
}

/// That a milestone was reached on a day, unless it says already when.
fn reached(activity: &Value, number: usize, day: Day) -> Vec<Assignment> {
    let milestone = activity.items("milestones").get(number.saturating_sub(1));
    let is_done =
        milestone.and_then(|item| item.value.get("done")).is_some_and(|done| !done.is_nothing());
    if is_done {
        Vec::new()
    } else {
        vec![Assignment::set("done", day.to_string()).of_milestone(number)]
    }
}
