//! What an edit changed, or would change.

use std::collections::HashMap;

use super::found_faults::FoundFaults;
use crate::analysis::FieldValue;
use crate::diagnostic::Message;

/// What an edit changed, or would change: in one activity, or in several.
pub struct Edits {
    /// By activity.
    pub edits: Vec<EditedActivity>,
    /// The files before and after, where nothing was written; none where they were.
    pub preview: Option<Vec<FileChange>>,
    /// What people call an organization, by its id.
    pub names: HashMap<String, String>,
    /// What `check` finds since then, if it finds anything.
    pub new_findings: Option<NewFindings>,
    /// How the values of the edit were understood, where that is not clear.
    pub notes: Vec<Message>,
}

/// What an edit changed in one activity.
pub struct EditedActivity {
    /// The plan's name; none for what all plans share.
    pub plan: Option<String>,
    /// The activity's id; for what stands above activities its name, such as `theme:gender`.
    pub id: String,
    /// Its title, as far as it can be read.
    pub title: String,
    /// The file that it is in.
    pub path: String,
    /// Whether the file was written.
    pub written: bool,
    /// Whether it is a person of the organization with that name.
    pub is_person: bool,
    /// Whether the activity itself is new.
    pub is_new: bool,
    /// Whether it was removed.
    pub is_removed: bool,
    /// The milestones that were named, as `2.4#3 Report printed`; none where the activity was.
    pub milestones: Vec<String>,
    /// The fields whose YAML has changed.
    pub changes: Vec<EditedField>,
}

/// A field with its values before and after.
pub struct EditedField {
    /// Its key.
    pub field: String,
    /// The same, where it is a key of the format.
    pub known: Option<&'static str>,
    /// What it was.
    pub before: FieldValue,
    /// What it is.
    pub after: FieldValue,
}

/// A file before and after.
pub struct FileChange {
    /// From the root of the repository on.
    pub path: String,
    /// Its text before.
    pub before: String,
    /// Its text after.
    pub after: String,
}

/// What `check` finds after an edit, and did not find before.
pub struct NewFindings {
    /// The findings.
    pub faults: FoundFaults,
    /// How many there are, and in which activities.
    pub summary: Message,
}

impl Edits {
    /// Whether any file was written.
    pub fn has_written(&self) -> bool {
        self.edits.iter().any(|edit| edit.written)
    }
}
