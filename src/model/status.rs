//! The statuses of an activity.

use crate::diagnostic::{Message, message};

/// The recorded status of an activity. Overdue, late and due soon are calculated, never stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Agreed, not begun.
    #[default]
    Planned,
    /// Under way.
    Ongoing,
    /// Begun or not, paused for a reason.
    OnHold,
    /// Left to a later plan.
    Postponed,
    /// Implemented.
    Completed,
    /// Given up, for a reason.
    Cancelled,
}

impl Status {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Status; 6] = [
        Status::Planned,
        Status::Ongoing,
        Status::OnHold,
        Status::Postponed,
        Status::Completed,
        Status::Cancelled,
    ];

    /// The word in YAML and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Planned => "planned",
            Status::Ongoing => "ongoing",
            Status::OnHold => "on_hold",
            Status::Postponed => "postponed",
            Status::Completed => "completed",
            Status::Cancelled => "cancelled",
        }
    }

    /// The word for people.
    pub fn label(self) -> Message {
        match self {
            Status::Planned => message!("word.planned", "planned"),
            Status::Ongoing => message!("word.ongoing", "ongoing"),
            Status::OnHold => message!("word.on-hold", "on hold"),
            Status::Postponed => message!("word.postponed", "postponed"),
            Status::Completed => message!("word.completed", "completed"),
            Status::Cancelled => message!("word.cancelled", "cancelled"),
        }
    }

    /// The word in a workbook, which is read back.
    pub fn in_workbooks(self) -> &'static str {
        match self {
            Status::OnHold => "on hold",
            other => other.as_str(),
        }
    }

    /// The status of that word, in the exact spelling.
    pub fn parse(word: &str) -> Option<Self> {
        Status::ALL.into_iter().find(|status| status.as_str() == word)
    }

    /// Whether work is still owed (unless the activity is carried): planned, ongoing or on hold.
    pub fn is_open(self) -> bool {
        matches!(self, Status::Planned | Status::Ongoing | Status::OnHold)
    }

    /// Whether the activity has ended: completed or cancelled. Ended activities are never carried.
    pub fn has_ended(self) -> bool {
        matches!(self, Status::Completed | Status::Cancelled)
    }

    /// Whether a `reason` is required.
    pub fn needs_reason(self) -> bool {
        matches!(self, Status::OnHold | Status::Postponed | Status::Cancelled)
    }
}
