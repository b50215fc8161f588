//! What one commit changed in an activity.

use crate::analysis::FieldChange;
use crate::model::Day;

/// One commit in an activity's story.
pub struct LogEntry {
    /// Its full id.
    pub commit: String,
    /// The committer's day; none where git shows none.
    pub day: Option<Day>,
    /// The author's name.
    pub author: String,
    /// The author's address.
    pub email: String,
    /// The plan that the activity stood in.
    pub plan: String,
    /// The id that it had there.
    pub id: String,
    /// What changed.
    pub changes: Vec<FieldChange>,
    /// What became of the activity.
    pub step: LogStep,
}

/// What a commit did to an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogStep {
    /// It came.
    Added,
    /// No earlier revision of the plan can be read: it may have been there before.
    FirstReadable,
    /// It says something else.
    Changed,
    /// It went.
    Removed,
}
