//! Moves the day on which an activity, or its milestone, is due.

use super::activity_edit::{EditOptions, edit_activities, typed_dates};
use crate::edit::{Assignment, record};
use crate::report::Edits;
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
        // A milestone has no reason of its own: that of its activity says why.
        let due = milestone.into_iter().fold(due.clone(), Assignment::of_milestone);
        record(activity, &[due, reason.clone()], workspace.day())
    })?;
    edits.notes.extend(typed_dates(&[due], workspace.day()));
    Ok(edits)
}
