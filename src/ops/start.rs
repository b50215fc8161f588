//! Records that activities are under way.

use super::activity_edit::{EditOptions, edit_activities, refuse_milestone, without_full_progress};
use crate::diagnostic::message;
use crate::edit::{Assignment, Problem, Value, record, status};
use crate::model::{DateSpan, Day, Status};
use crate::report::Edits;
use crate::text::{argument, clean_line, shell_word};
use crate::workspace::{Result, Workspace};

/// Records that activities are under way, on the day of the workspace; what is completed or
/// cancelled needs a reason for it.
///
/// # Errors
/// If an activity cannot be found or begin, a reason is missing, or the new text would have errors.
pub fn start(workspace: &Workspace, options: &EditOptions, reason: Option<&str>) -> Result<Edits> {
    let today = workspace.day();
    edit_activities(workspace, options, &|activity, milestone| {
        refuse_milestone(milestone)?;
        if reason.is_none() {
            refuse_reopening(activity)?;
        }
        let start = activity.get("start").and_then(Value::as_text).map(DateSpan::parse);
        let is_to_come = !matches!(start, Some(Ok(date)) if date.first() <= today);
        if is_to_come {
            refuse_overdue(activity, today)?;
        }
        let start = is_to_come.then(|| Assignment::set("start", today.to_string()));
        let reason = reason.map(|reason| Assignment::set("reason", reason));
        let status = Assignment::set("status", Status::Ongoing.as_str());
        let all: Vec<Assignment> = [Some(status), start, reason, without_full_progress(activity)]
            .into_iter()
            .flatten()
            .collect();
        record(activity, &all, today)
    })
}

/// Refuses to begin something again that has ended.
fn refuse_reopening(activity: &Value) -> Result<(), Problem> {
    let Some(old) = status(activity).filter(|old| old.has_ended()) else { return Ok(()) };
    let id = activity.get("id").and_then(Value::as_text).unwrap_or("it");
    Err(Problem {
        what: message!(
            "start.reopening-needs-reason",
            "{id} is {status}, and to reopen it needs a reason",
            id = clean_line(id),
            status = old.label()
        ),
        help: message!(
            "start.say-why",
            "say why: workplan start {id} --reason 'Why it goes on'",
            id = shell_word(id)
        ),
    })
}

/// Refuses to begin something on a day that is after its due date.
fn refuse_overdue(activity: &Value, today: Day) -> Result<(), Problem> {
    let text = |key: &str| activity.get(key).and_then(Value::as_text);
    let due = text("due").and_then(|due| DateSpan::parse(due).ok());
    let Some(due) = due.filter(|due| due.last() < today) else { return Ok(()) };
    let id = text("id").unwrap_or("it");
    let own = argument(id, "ID");
    Err(Problem {
        what: message!(
            "start.overdue",
            "{id} was due on {due}, so it cannot begin on {today}",
            id = clean_line(id),
            due = due.last(),
            today
        ),
        help: message!(
            "start.slip-or-date-back",
            "give it another date first: `workplan slip {id} DATE --reason TEXT`; or say when it \
            began: `workplan start {id} --as-of DATE`",
            id = own
        ),
    })
}
