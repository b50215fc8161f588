//! The outcome of a merge: changes, new activities, conflicts, faults and notes.

use std::collections::BTreeMap;

/// A field that was changed on both sides since the export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldConflict {
    /// The activity's id.
    pub id: String,
    /// The field's key.
    pub field: String,
    /// What was exported.
    pub exported: String,
    /// What the plan says now.
    pub plan: String,
    /// What the workbook says.
    pub workbook: String,
}

/// Which side counts where both have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preferred {
    /// The plan.
    Plan,
    /// The workbook.
    Workbook,
}

/// What a workbook means for the plan.
#[derive(Debug, Default)]
pub struct WorkbookMerge {
    /// By activity: fields and what they are to say, in the notation of `set`.
    pub changes: BTreeMap<String, Vec<(String, String)>>,
    /// New activities: the priority, the id if one is given, the row, and the fields.
    pub new: Vec<NewActivity>,
    /// Fields that were changed on both sides.
    pub conflicts: Vec<FieldConflict>,
    /// All that is wrong, with its place.
    pub faults: Vec<String>,
    /// What is worth telling.
    pub notes: Vec<String>,
}

/// A new activity.
#[derive(Debug)]
pub struct NewActivity {
    /// The priority's id.
    pub priority: String,
    /// Its own id; nothing where it is to get the next free one.
    pub id: String,
    /// Its fields.
    pub fields: Vec<(String, String)>,
}
