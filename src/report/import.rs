//! What came of a file that was imported.

use super::edits::{Edits, NewFindings};

/// What came of a file that was imported.
pub enum Import {
    /// An exported workbook: what it changed, or would change.
    Edits(Edits),
    /// An exported workbook: what was changed on both sides. Nothing was written.
    Conflicts(Vec<ImportConflict>),
    /// A sheet of the group's own: the plan that was made out of it.
    Plan(NewPlan),
    /// A sheet of the group's own: the file of what is to be decided about it.
    Mapping(NewMapping),
}

/// A field that was changed in the plan and in the workbook.
#[derive(Clone, Debug)]
pub struct ImportConflict {
    /// The activity's id.
    pub id: String,
    /// The field's key.
    pub field: String,
    /// What was exported.
    pub exported: String,
    /// What the plan says.
    pub plan: String,
    /// What the workbook says.
    pub workbook: String,
}

/// A plan that was made out of a sheet.
#[derive(Clone, Debug)]
pub struct NewPlan {
    /// Its name.
    pub plan: String,
    /// Its path.
    pub path: String,
    /// The file that it was made out of.
    pub source: String,
    /// How many activities it has.
    pub activities: usize,
    /// Its text, where it is only to be shown.
    pub preview: Option<String>,
}

/// A file of what is to be decided about a sheet.
#[derive(Clone, Debug)]
pub struct NewMapping {
    /// The file's name.
    pub name: String,
    /// How many decisions it asks for.
    pub decisions: usize,
}

impl Import {
    /// Whether anything was changed on both sides.
    pub fn has_conflicts(&self) -> bool {
        matches!(self, Import::Conflicts(_))
    }

    /// Whether any file was written.
    pub fn has_written(&self) -> bool {
        match self {
            Import::Edits(edits) => edits.has_written(),
            Import::Conflicts(_) => false,
            Import::Plan(plan) => plan.preview.is_none(),
            Import::Mapping(_) => true,
        }
    }

    /// Returns what `check` finds since then, if it finds anything.
    pub fn new_findings(&self) -> Option<&NewFindings> {
        match self {
            Import::Edits(edits) => edits.new_findings.as_ref(),
            _ => None,
        }
    }
}
