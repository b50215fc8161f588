//! Puts activities on hold, postpones or cancels them, each with a reason.

use super::activity_edit::{EditOptions, edit_activities, refuse_milestone, without_full_progress};
use crate::edit::{Assignment, record};
use crate::model::Status;
use crate::report::Edits;
use crate::workspace::{Result, Workspace};

/// Puts activities on hold.
///
/// # Errors
/// If an activity cannot be found, or the new text would have errors.
pub fn hold(workspace: &Workspace, options: &EditOptions, reason: &str) -> Result<Edits> {
    pause(workspace, options, Status::OnHold, reason)
}

/// Leaves activities to a later plan.
///
/// # Errors
/// If an activity cannot be found, or the new text would have errors.
pub fn postpone(workspace: &Workspace, options: &EditOptions, reason: &str) -> Result<Edits> {
    pause(workspace, options, Status::Postponed, reason)
}

/// Gives activities up.
///
/// # Errors
/// If an activity cannot be found, or the new text would have errors.
pub fn cancel(workspace: &Workspace, options: &EditOptions, reason: &str) -> Result<Edits> {
    pause(workspace, options, Status::Cancelled, reason)
}

fn pause(
    workspace: &Workspace,
    options: &EditOptions,
    status: Status,
    reason: &str,
) -> Result<Edits> {
    let changes = [Assignment::set("status", status.as_str()), Assignment::set("reason", reason)];
    edit_activities(workspace, options, &|activity, milestone| {
        refuse_milestone(milestone)?;
        let all: Vec<Assignment> =
            changes.iter().cloned().chain(without_full_progress(activity)).collect();
        record(activity, &all, workspace.day())
    })
}
