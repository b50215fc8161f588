//! Facts from the commits since a base, for the rules about commits.

use std::collections::BTreeSet;

/// The commits since a base: who changed which activity, and which activities were unchanged for
/// long.
#[derive(Default)]
pub struct Commits {
    /// Changes of activities since the base, the oldest first.
    pub edits: Vec<CommitEdit>,
    /// Plan and id of each ongoing activity that was not changed for that long.
    pub unchanged: BTreeSet<(String, String)>,
    /// Days without a change after which an activity is stale.
    pub stale: u32,
}

/// A change of an activity by a commit.
pub struct CommitEdit {
    /// The commit's id.
    pub commit: String,
    /// The author's name.
    pub author: String,
    /// The author's address.
    pub email: String,
    /// The plan of the activity.
    pub plan: String,
    /// The activity.
    pub id: String,
    /// Whether the author is a focal point of an owner or of a chair, before the commit or after
    /// it.
    pub by_speaker: bool,
}
