//! The edits that the journal of a clone has.

use chrono::{DateTime, FixedOffset, Local};

use crate::ops::journal::{EditCommand, Journal, JournalEntry, no_journal};
use crate::report::{EditJournal, EditedItem, JournaledChange, JournaledEdit};
use crate::workspace::{Result, Workspace};

/// Returns the edits that were made in this clone, the newest first.
///
/// # Errors
/// If there is no journal, or it cannot be read.
pub fn undo_list(workspace: &Workspace) -> Result<EditJournal> {
    let journal = Journal::of(workspace)?.ok_or_else(no_journal)?;
    let folder = &workspace.input.folder;
    let edit = |entry: &JournalEntry| JournaledEdit {
        at: moment(entry.at),
        command: entry.command.as_str(),
        undone: entry.undone,
        lost: entry.lost.clone(),
        activities: entry
            .activities
            .iter()
            .map(|own| EditedItem {
                plan: own.plan.clone(),
                id: own.id.clone(),
                title: own.title.clone(),
                changes: own
                    .changes
                    .iter()
                    .map(|one| JournaledChange {
                        field: one.field.clone(),
                        before: one.before.clone(),
                        after: one.after.clone(),
                        of: one.of.clone(),
                    })
                    .collect(),
            })
            .collect(),
        files: entry.files.iter().map(|file| format!("{folder}/{}", file.path)).collect(),
    };
    Ok(EditJournal { edits: journal.entries.iter().rev().map(edit).collect() })
}

/// A moment in the local zone.
pub(super) fn moment(seconds: u64) -> DateTime<FixedOffset> {
    let moment = i64::try_from(seconds).ok().and_then(|at| DateTime::from_timestamp(at, 0));
    moment.unwrap_or_default().with_timezone(&Local).fixed_offset()
}

impl EditCommand {
    /// Returns the name of the command, as it is typed.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            EditCommand::Edit => "edit",
            EditCommand::Fix => "check --fix",
            EditCommand::Import => "import",
            EditCommand::Rollover => "rollover",
            EditCommand::Share => "share",
            EditCommand::Update => "update",
        }
    }
}
