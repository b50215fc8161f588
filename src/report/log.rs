//! The story of one activity in git.

use super::LogEntry;

/// What each commit changed in an activity.
pub struct LogReport {
    /// The plan that was asked for.
    pub plan: String,
    /// The id of the activity.
    pub id: String,
    /// The changes, the newest first.
    pub entries: Vec<LogEntry>,
}
