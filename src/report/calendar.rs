//! What a calendar takes from outside of its plan.

use std::collections::BTreeMap;

use crate::model::Day;

/// When a reminder rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// So many days before the day.
    pub days: u32,
    /// Minutes since midnight, in the reader's own zone.
    pub minute: u32,
}

/// What a calendar takes from outside of its plan.
pub struct CalendarView {
    /// The day of the figures.
    pub day: Day,
    /// Tells the group from all others.
    pub group: String,
    /// What tells each activity from all others of the group, by its id.
    pub origins: BTreeMap<String, String>,
    /// When each activity last changed, in seconds since 1970 (UTC), by its id. What is not in it
    /// is not known to have changed.
    pub modified: BTreeMap<String, i64>,
    /// Whether the entries are tasks and not events.
    pub as_tasks: bool,
    /// When to remind of what is still open.
    pub alarm: Option<Reminder>,
    /// Whether mail addresses are shown.
    pub contacts: bool,
}
