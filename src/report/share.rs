//! Changes that were shared with others and taken in, step by step.

use crate::analysis::FieldChange;
use crate::diagnostic::Message;
use crate::model::Day;

/// The result of sharing, or of taking in the changes of others.
#[derive(Debug, Default)]
pub struct ShareReport {
    /// The user's own changes that were saved, if there were any.
    pub saved: Option<SavedChanges>,
    /// The changes of others.
    pub taken_in: Vec<ChangeByOthers>,
    /// The files that others changed, as far as the changes do not say so.
    pub files: Vec<FileByOthers>,
    /// The differences that were decided.
    pub settled: Vec<SettledConflict>,
    /// New ids of the user's activities, where others have shared theirs under the old ones.
    pub new_ids: Vec<NewIdOfUser>,
    /// The files that are not shared.
    pub left_out: Vec<LeftOutFile>,
    /// Whether the shared copy has the user's changes now.
    pub is_pushed: bool,
    /// The branch of the shared copy: its own, or the one that waits for agreement.
    pub branch: Option<String>,
    /// Conflicts that nobody has decided.
    pub conflicts: Vec<ShareConflict>,
    /// Whether the user has stopped at the question about one of them.
    pub is_stopped: bool,
    /// Whether nothing was done, and only shown what would be.
    pub is_dry_run: bool,
}

/// A new id of an activity of the user.
#[derive(Clone, Debug)]
pub struct NewIdOfUser {
    /// The plan.
    pub plan: String,
    /// The id that the activity had, which one of others has.
    pub before: String,
    /// Its new id.
    pub after: String,
    /// Its title.
    pub title: String,
}

/// A step that was taken.
#[derive(Debug)]
pub enum ShareStep<'s> {
    /// The user's own changes are saved in this copy.
    Saved(&'s SavedChanges),
    /// There is nothing of the user's to save.
    NothingToSave,
    /// Files of the user are not shared.
    LeftOut(&'s [LeftOutFile]),
    /// Differences were decided.
    Settled(&'s Settlement<'s>),
    /// The changes of others are taken in, if there are any.
    TookIn(&'s TakenIn<'s>),
    /// The shared copy has the user's changes now.
    Shared(&'s SharedTo),
    /// Nothing of the user's changes is left: what others wrote counts everywhere.
    SharedNothing,
    /// The shared copy has everything already, apart from what is left out.
    NothingToShare {
        /// Whether files of the format are left out.
        has_left_out: bool,
    },
    /// The changes wait on a branch of their own, until the owners of the shared copy agree.
    Proposed(&'s Proposal),
    /// A note.
    Note(Message),
}

/// The user's own changes, saved in this copy.
#[derive(Clone, Debug)]
pub struct SavedChanges {
    /// The commit; none where nothing was done.
    pub commit: Option<String>,
    /// The changes, in one line.
    pub subject: String,
    /// The other files that are in it, and no plans.
    pub files: Vec<ChangedFile>,
    /// The files that a check of the repository (a hook) has added to it.
    pub by_hooks: Vec<ChangedFile>,
    /// The number of warnings of `check`.
    pub warnings: usize,
    /// The number of errors that were there before.
    pub old_errors: usize,
    /// Whether this is only what would be done.
    pub is_dry_run: bool,
}

/// A file that changed.
#[derive(Clone, Debug)]
pub struct ChangedFile {
    /// Its path from the root of the repository.
    pub path: String,
    /// The kind of change.
    pub kind: ChangeByOthersKind,
}

/// A file that is not shared.
#[derive(Clone, Debug)]
pub struct LeftOutFile {
    /// Its path from the root of the repository.
    pub path: String,
    /// The reason.
    pub why: Message,
}

/// What came in from others.
#[derive(Clone, Copy, Debug)]
pub struct TakenIn<'s> {
    /// The changes of activities and plans.
    pub changes: &'s [ChangeByOthers],
    /// The files that changed, as far as the changes do not say so.
    pub files: &'s [FileByOthers],
    /// Whether others had shared anything since the last time.
    pub has_new: bool,
    /// Whether this is only what would be done.
    pub is_dry_run: bool,
}

/// A file that others changed.
#[derive(Clone, Debug)]
pub struct FileByOthers {
    /// Its path from the root of the repository.
    pub path: String,
    /// The kind of change.
    pub kind: ChangeByOthersKind,
    /// The change in words, where more is known than its kind.
    pub what: Option<Message>,
    /// Who did it; none where it is not known.
    pub author: Option<String>,
    /// When.
    pub day: Option<Day>,
}

/// Differences that were decided.
#[derive(Clone, Copy, Debug)]
pub struct Settlement<'s> {
    /// Each of them.
    pub all: &'s [SettledConflict],
    /// What `workplan undo` does about it, if it can.
    pub undo: Option<UndoOfSettlement>,
    /// Whether this is only what would be done.
    pub is_dry_run: bool,
}

/// What `workplan undo` does about differences that were decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UndoOfSettlement {
    /// It brings back what the user had written.
    BringsYours,
    /// It takes what others had written.
    TakesTheirs,
}

/// A difference that was decided: one side counts, and what the other had written is dropped.
#[derive(Clone, Debug)]
pub struct SettledConflict {
    /// The difference.
    pub conflict: ShareConflict,
    /// Whether the user's side counts.
    pub keeps_yours: bool,
    /// The changes of the other side that are dropped with an entire file.
    pub dropped: Vec<ChangeByOthers>,
    /// The command that shows the other version of a file.
    pub shown_by: Option<String>,
    /// Whether it is in a file of the format, for which `undo` knows a way back.
    pub is_of_format: bool,
}

/// Where changes were shared.
#[derive(Clone, Debug)]
pub struct SharedTo {
    /// The name of the remote.
    pub remote: String,
    /// The branch there.
    pub branch: String,
    /// Whether there are other shared copies.
    pub is_one_of_several: bool,
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

/// A change by somebody else of an activity, or of a complete plan.
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
    /// The kind of change.
    pub kind: ChangeByOthersKind,
    /// Field by field.
    pub changes: Vec<FieldChange>,
}

/// The kind of a change of an activity or a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeByOthersKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
}

/// A conflict: both sides have changed one value differently.
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
    /// The change of each side, in words.
    pub what: Message,
    /// The user's value, in words.
    pub ours: Option<Message>,
    /// The others' value, in words.
    pub theirs: Option<Message>,
    /// The commands that show the file of each side, where it is about the entire file.
    pub shown_by: [Option<String>; 2],
    /// Who changed it on the other side.
    pub author: Option<String>,
    /// When.
    pub day: Option<Day>,
    /// Whether the side can be chosen: else it must be merged by hand.
    pub can_choose: bool,
}
