//! The outcome of a merge: changes, new activities, conflicts, faults and notes.

use std::collections::BTreeMap;

use crate::diagnostic::Message;

/// A field that was changed on both sides since the export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldConflict {
    /// The activity's id.
    pub id: String,
    /// The field's key.
    pub field: String,
    /// The exported value.
    pub exported: String,
    /// The value in the plan; `None` if the activity is gone.
    pub plan: Option<String>,
    /// The value in the workbook.
    pub workbook: String,
}

/// The side that counts if both have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preferred {
    /// The plan.
    Plan,
    /// The workbook.
    Workbook,
}

/// The changes to the plan that a workbook asks for.
#[derive(Debug, Default)]
pub struct WorkbookMerge {
    /// By activity: the fields and their new values, in the notation of `set`.
    pub changes: BTreeMap<String, Vec<(String, String)>>,
    /// New activities: the priority, the id if one is given, the row, and the fields.
    pub new: Vec<NewActivity>,
    /// Fields that were changed on both sides.
    pub conflicts: Vec<FieldConflict>,
    /// All that is wrong, with its place.
    pub faults: Vec<Message>,
    /// Notes for the user.
    pub notes: Vec<Message>,
}

/// A new activity.
#[derive(Debug)]
pub struct NewActivity {
    /// The priority's id.
    pub priority: String,
    /// The id; empty if it gets the next free one.
    pub id: String,
    /// The fields.
    pub fields: Vec<(String, String)>,
}
