//! A rollover: what became of a plan in the next one.

use crate::diagnostic::Message;
use crate::model::Status;

/// What became of a plan in the next one.
#[derive(Clone, Debug, Default)]
pub struct Rollover {
    /// The old plan's name.
    pub from: String,
    /// The new plan's name.
    pub to: String,
    /// The new plan's path.
    pub path: String,
    /// Whether the new plan was written.
    pub is_written: bool,
    /// The activities that go along now.
    pub carried: Vec<CarriedActivity>,
    /// The activities that have ended, and are not carried over.
    pub left: Vec<EndedActivity>,
    /// The activities that a later plan continued before.
    pub carried_before: Vec<CarriedActivity>,
    /// The new files, where they are only to be shown.
    pub texts: Vec<NewFile>,
    /// What must be looked at in the new plan.
    pub attention: Vec<AttentionItem>,
}

/// An activity that a later plan continues: `plan/id` in both.
#[derive(Clone, Debug)]
pub struct CarriedActivity {
    /// In the old plan.
    pub from: String,
    /// In the later plan.
    pub to: String,
}

/// An activity that is completed or cancelled.
#[derive(Clone, Debug)]
pub struct EndedActivity {
    /// Its id.
    pub id: String,
    /// How it ended.
    pub status: Status,
}

/// A file of a new plan.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// Its path in the workplans folder.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// An activity of a new plan that must be looked at.
#[derive(Clone, Debug)]
pub struct AttentionItem {
    /// Its id.
    pub id: String,
    /// Why.
    pub why: Message,
}
