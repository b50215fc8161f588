//! Records how much of an activity is done.

use super::activity_edit::{EditOptions, edit_activities, refuse_milestone};
use crate::edit::{Assignment, record};
use crate::report::Edits;
use crate::workspace::{Result, Workspace};

/// Records how much of the activities is done, in percent, as it is typed: `60` or `60%`.
///
/// # Errors
/// If an activity cannot be found, the number cannot be read, or the new text would have errors.
pub fn progress(workspace: &Workspace, options: &EditOptions, percent: &str) -> Result<Edits> {
    let progress = [Assignment::set("progress", percent)];
    edit_activities(workspace, options, &|activity, milestone| {
        refuse_milestone(milestone)?;
        record(activity, &progress, workspace.day())
    })
}
