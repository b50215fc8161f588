//! Edits that were taken back, and those that can be.

use chrono::{DateTime, FixedOffset};

use super::edits::{Edits, FileChange};

/// An edit that was taken back, or would be.
pub struct Undone {
    /// When the edit was made, in the local zone.
    pub at: DateTime<FixedOffset>,
    /// The command that made it.
    pub command: &'static str,
    /// The changes that this made, activity by activity.
    pub edits: Edits,
    /// The files of the edit.
    pub files: Vec<UndoneFile>,
    /// The tag that was removed, or would be.
    pub tag: Option<String>,
    /// Whether the files were written.
    pub written: bool,
    /// How many edits before it can be taken back.
    pub left: usize,
}

/// A file of an edit that was taken back.
pub struct UndoneFile {
    /// Its path, from the folder that holds the workplans folder.
    pub path: String,
    /// The change of the file.
    pub outcome: UndoneOutcome,
    /// Its text before and after, where nothing was written.
    pub preview: Option<FileChange>,
}

/// The change of a file when an edit is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UndoneOutcome {
    /// It says what it said before the edit; later changes stay.
    Changed,
    /// It says that already.
    Unchanged,
    /// The edit had made it: it is removed.
    Removed,
    /// The edit had removed it: it is there again.
    Restored,
}

/// The edits that the journal of a clone has.
pub struct EditJournal {
    /// The edits, the newest first.
    pub edits: Vec<JournaledEdit>,
}

/// An edit in the journal.
pub struct JournaledEdit {
    /// When it was made, in the local zone.
    pub at: DateTime<FixedOffset>,
    /// The command that made it.
    pub command: &'static str,
    /// Whether it was taken back.
    pub undone: bool,
    /// Why it cannot be taken back, if it could not be kept.
    pub lost: Option<String>,
    /// The activities and the parts above them that it changed.
    pub activities: Vec<EditedItem>,
    /// The files that it changed, from the folder that holds the workplans folder.
    pub files: Vec<String>,
}

/// An activity that an edit changed.
pub struct EditedItem {
    /// The plan's name.
    pub plan: String,
    /// The activity's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What has changed in it.
    pub changes: Vec<JournaledChange>,
}

/// A field that an edit changed.
pub struct JournaledChange {
    /// Its key.
    pub field: String,
    /// What it said before; none for what is no text.
    pub before: Option<String>,
    /// What it said after.
    pub after: Option<String>,
    /// The titles of what has changed in a list of other things.
    pub of: Vec<String>,
}
