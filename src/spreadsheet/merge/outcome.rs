//! The outcome of a merge: changes, new activities, conflicts, faults and notes.

use std::collections::BTreeMap;

use crate::diagnostic::Message;

/// A field that was changed on both sides since the export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldConflict {
    /// The activity's id; the title of a new activity without one.
    pub id: String,
    /// The field's key.
    pub field: String,
    /// The activity and the field for people, in the words of the sheet.
    pub label: Message,
    /// The exported value.
    pub exported: String,
    /// The value in the plan; `None` if the activity or the milestone is gone.
    pub plan: Option<String>,
    /// Whether the plan has the activity.
    pub has_activity: bool,
    /// The value in the workbook.
    pub workbook: String,
    /// The number of the workbook, from 0.
    pub source: usize,
    /// The value in another workbook, if two of them contradict each other.
    pub other: Option<OtherValue>,
}

/// The value of a field in another workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherValue {
    /// The number of the workbook, from 0.
    pub source: usize,
    /// The value.
    pub value: String,
}

/// A new value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field's key.
    pub field: String,
    /// The value, in the notation of `set`.
    pub value: String,
    /// The number of the workbook that has it, from 0.
    pub source: usize,
    /// The cell that has it, with its file if there are several.
    pub place: Message,
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
    /// By activity: the fields and their new values.
    pub changes: BTreeMap<String, Vec<FieldChange>>,
    /// New activities.
    pub new: Vec<NewActivity>,
    /// Fields that were changed on both sides, or differently in two workbooks.
    pub conflicts: Vec<FieldConflict>,
    /// Conflicts in which the plan's value counts, as the user has decided.
    pub overruled: Vec<FieldConflict>,
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
    /// The cell with the id.
    pub place: Message,
    /// The fields.
    pub fields: Vec<(String, String)>,
}
