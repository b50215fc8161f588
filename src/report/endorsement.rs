//! A plan that was endorsed, and what became a commitment.

use super::edits::Edits;
use crate::model::Day;

/// A plan that was endorsed, or would be.
pub struct Endorsement {
    /// The plan's name.
    pub plan: String,
    /// The plan's title.
    pub title: String,
    /// The day of the endorsement.
    pub day: Day,
    /// The tag that names the endorsed state; none outside of git.
    pub tag: Option<EndorsementTag>,
    /// The priorities with the activities that become a commitment.
    pub priorities: Vec<CommittedPriority>,
    /// The changes of the plan.
    pub edits: Edits,
}

/// The tag of an endorsed state.
#[derive(Clone, Debug)]
pub struct EndorsementTag {
    /// Its name.
    pub name: String,
    /// The id of the commit.
    pub commit: String,
    /// Whether it is made, and was not there before.
    pub is_new: bool,
    /// Whether it was signed.
    pub is_signed: bool,
}

/// A priority whose activities become a commitment.
pub struct CommittedPriority {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its activities, without those that are cancelled.
    pub activities: Vec<CommittedActivity>,
}

/// An activity that becomes a commitment.
pub struct CommittedActivity {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its owners: the id of each, and what people call it.
    pub owners: Vec<(String, String)>,
    /// When it is due.
    pub due: Option<Day>,
}
