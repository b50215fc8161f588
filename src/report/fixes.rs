//! What `check --fix` fixed, or would fix.

use super::edits::FileChange;
use crate::diagnostic::Message;

/// What was fixed automatically in one folder, or would be.
pub struct Fixes {
    /// How many findings.
    pub count: usize,
    /// What to say of fixes that were left out without being tried.
    pub note: Option<Message>,
    /// The files before and after, where nothing was written; none where they were.
    pub preview: Option<Vec<FileChange>>,
}
