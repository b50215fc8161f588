//! Moves the day on which an activity, or its milestone, is due.

use super::activity_edit::{
    EditOptions, edit_activities, milestone_name, milestone_word, reached_on, typed_dates,
};
use crate::diagnostic::message;
use crate::edit::{Assignment, Problem, Value, record};
use crate::report::Edits;
use crate::text::clean_line;
use crate::workspace::{Result, Workspace};

/// Moves the due date, as it is typed, and says why.
///
/// # Errors
/// If an activity cannot be found, the date cannot be read, or the new text would have errors.
pub fn slip(
    workspace: &Workspace,
    options: &EditOptions,
    due: &str,
    reason: &str,
) -> Result<Edits> {
    let (due, reason) = (Assignment::set("due", due), Assignment::set("reason", reason));
    let mut edits = edit_activities(workspace, options, &|activity, milestone| {
        if let Some(number) = milestone {
            refuse_reached(activity, number)?;
        }
        // A milestone has no reason of its own: that of its activity says why.
        let due = milestone.into_iter().fold(due.clone(), Assignment::of_milestone);
        record(activity, &[due, reason.clone()], workspace.day())
    })?;
    edits.notes.extend(typed_dates(&[due], workspace.day()));
    Ok(edits)
}

/// Refuses to move the day of a milestone that is reached: most likely, another one is meant.
fn refuse_reached(activity: &Value, number: usize) -> Result<(), Problem> {
    let Some(day) = reached_on(activity, number) else { return Ok(()) };
    Err(Problem {
        what: message!(
            "slip.milestone-reached",
            "{milestone} was reached on {day}: its due date stays",
            milestone = milestone_name(activity, number),
            day = clean_line(day)
        ),
        help: message!(
            "slip.set-due",
            "no change was made; if its agreed date was wrong, `workplan set {milestone} due=DATE` \
             corrects it",
            milestone = milestone_word(activity, number)
        ),
    })
}
