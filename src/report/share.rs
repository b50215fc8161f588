//! What was shared with others, and what was taken in: step by step.

use crate::analysis::FieldChange;
use crate::diagnostic::Message;
use crate::model::Day;

/// What came of sharing, or of taking in what others did.
#[derive(Debug, Default)]
pub struct ShareReport {
    /// What was saved of the user's own changes; none where there was nothing.
    pub saved: Option<SavedChanges>,
    /// What others did.
    pub taken_in: Vec<ChangeByOthers>,
    /// Whether the shared copy has the user's changes now.
    pub is_pushed: bool,
    /// The branch of the shared copy: its own, or the one that waits for agreement.
    pub branch: Option<String>,
    /// What both sides have changed differently, and what nobody has decided.
    pub conflicts: Vec<ShareConflict>,
    /// Whether the user has stopped at the question about one of them.
    pub is_stopped: bool,
    /// Whether nothing was done, and only shown what would be.
    pub is_dry_run: bool,
}

/// A step that was taken.
#[derive(Debug)]
pub enum ShareStep<'s> {
    /// The user's own changes are saved in this copy.
    Saved(&'s SavedChanges),
    /// There is nothing of the user's to save.
    NothingToSave,
    /// What others did is taken in; or nobody did anything.
    TookIn(&'s [ChangeByOthers]),
    /// The shared copy has the user's changes now.
    Shared(&'s SharedTo),
    /// The shared copy has everything already.
    NothingToShare,
    /// The changes wait on a branch of their own, until the owners of the shared copy agree.
    Proposed(&'s Proposal),
    /// What else there is to say.
    Note(Message),
}

/// The user's own changes, saved in this copy.
#[derive(Clone, Debug)]
pub struct SavedChanges {
    /// The commit; none where nothing was done.
    pub commit: Option<String>,
    /// What they are, in one line.
    pub subject: String,
    /// The number of warnings of `check`.
    pub warnings: usize,
    /// The number of errors that were there before.
    pub old_errors: usize,
    /// Whether this is only what would be done.
    pub is_dry_run: bool,
}

/// Where changes were shared.
#[derive(Clone, Debug)]
pub struct SharedTo {
    /// The name of the remote.
    pub remote: String,
    /// The branch there.
    pub branch: String,
    /// The number of commits that are about other things than the workplans.
    pub beside: usize,
    /// Whether this is only what would be done.
    pub is_dry_run: bool,
}

/// Changes that wait for agreement.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The branch that was meant.
    pub meant: String,
    /// The branch that has them.
    pub branch: String,
    /// The reason, in the words of the other side.
    pub why: Message,
    /// The address at which agreement is asked for.
    pub address: Option<String>,
}

/// What somebody else did to an activity, or to a plan as a whole.
#[derive(Clone, Debug)]
pub struct ChangeByOthers {
    /// The commit; none where it is not known.
    pub commit: Option<String>,
    /// Who did it; none where it is not known.
    pub author: Option<String>,
    /// When.
    pub day: Option<Day>,
    /// The plan.
    pub plan: String,
    /// The activity; none for the plan as a whole.
    pub activity: Option<String>,
    /// Its title; empty for the plan.
    pub title: String,
    /// What became of it.
    pub kind: ChangeByOthersKind,
    /// Field by field.
    pub changes: Vec<FieldChange>,
}

/// What became of an activity or a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeByOthersKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
}

/// What both sides have changed differently.
#[derive(Clone, Debug)]
pub struct ShareConflict {
    /// The file, from the root of the repository.
    pub path: String,
    /// The plan, if it is in one.
    pub plan: Option<String>,
    /// The activity, if it is in one.
    pub activity: Option<String>,
    /// Its title; empty if there is none.
    pub title: String,
    /// The field; none if it is about an entire item, or the file.
    pub field: Option<String>,
    /// Where it is, in words.
    pub place: Message,
    /// What each side did, in words.
    pub what: Message,
    /// The user's value, in words.
    pub ours: Option<Message>,
    /// The others' value, in words.
    pub theirs: Option<Message>,
    /// Who changed it on the other side.
    pub author: Option<String>,
    /// When.
    pub day: Option<Day>,
    /// Whether the side can be chosen: else it must be merged by hand.
    pub can_choose: bool,
}
