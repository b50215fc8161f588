//! The kinds of changes of an activity, and what they are called.

use crate::diagnostic::{Argument, Message, message};
use crate::model::Status;
use crate::render::toolkit::terminal::Tone;
use crate::render::words;

/// The kinds of changes, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render) enum ChangeKind {
    Removed,
    Moved,
    NewId,
    Reopened,
    Cancelled,
    Postponed,
    OnHold,
    Later,
    Completed,
    Begun,
    Added,
    Changed,
    UnreadableBefore,
    UnreadableNow,
}

impl ChangeKind {
    /// In a table.
    pub(in crate::render) fn label(self) -> Message {
        match self {
            ChangeKind::Removed => message!("diff.removed", "removed"),
            ChangeKind::Moved => message!("diff.moved", "moved"),
            ChangeKind::NewId => message!("diff.new-id", "new id"),
            ChangeKind::Reopened => message!("diff.reopened", "reopened"),
            ChangeKind::Cancelled => words::status(Status::Cancelled),
            ChangeKind::Postponed => words::status(Status::Postponed),
            ChangeKind::OnHold => words::status(Status::OnHold),
            ChangeKind::Later => message!("diff.later", "later"),
            ChangeKind::Completed => words::status(Status::Completed),
            ChangeKind::Begun => message!("diff.begun", "begun"),
            ChangeKind::Added => message!("diff.added", "added"),
            ChangeKind::Changed => message!("diff.changed", "changed"),
            ChangeKind::UnreadableBefore => {
                message!("diff.unreadable-before", "could not be read before")
            }
            ChangeKind::UnreadableNow => message!("diff.unreadable-now", "cannot be read now"),
        }
    }

    /// Behind a number, or a number of activities, in a sentence.
    pub(in crate::render) fn counted(self, number: impl Into<Argument>) -> Message {
        match self {
            ChangeKind::Removed => message!("diff.n-removed", "{number} removed", number),
            ChangeKind::Moved => message!("diff.n-moved", "{number} moved to another plan", number),
            ChangeKind::NewId => message!("diff.n-new-id", "{number} under a new id", number),
            ChangeKind::Reopened => message!("diff.n-reopened", "{number} reopened", number),
            ChangeKind::Cancelled => message!("diff.n-cancelled", "{number} cancelled", number),
            ChangeKind::Postponed => message!("diff.n-postponed", "{number} postponed", number),
            ChangeKind::OnHold => message!("diff.n-on-hold", "{number} put on hold", number),
            ChangeKind::Later => message!("diff.n-later", "{number} due later", number),
            ChangeKind::Completed => message!("diff.n-completed", "{number} completed", number),
            ChangeKind::Begun => message!("diff.n-begun", "{number} begun", number),
            ChangeKind::Added => message!("diff.n-added", "{number} added", number),
            ChangeKind::Changed => message!("diff.n-changed", "{number} changed otherwise", number),
            ChangeKind::UnreadableBefore => {
                message!("diff.n-unreadable-before", "{number} could not be read before", number)
            }
            ChangeKind::UnreadableNow => {
                message!("diff.n-unreadable-now", "{number} cannot be read now", number)
            }
        }
    }

    pub(in crate::render) fn tone(self) -> Tone {
        match self {
            ChangeKind::Removed | ChangeKind::Reopened => Tone::Bad,
            ChangeKind::Moved
            | ChangeKind::NewId
            | ChangeKind::Cancelled
            | ChangeKind::Postponed
            | ChangeKind::OnHold
            | ChangeKind::Later
            | ChangeKind::UnreadableNow => Tone::Warning,
            ChangeKind::Completed | ChangeKind::Added => Tone::Good,
            ChangeKind::Begun | ChangeKind::Changed | ChangeKind::UnreadableBefore => Tone::Plain,
        }
    }
}
