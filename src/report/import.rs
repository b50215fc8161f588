//! What came of a file that was imported.

use std::path::PathBuf;

use super::edits::{Edits, NewFindings};
use super::import_conflict::ImportConflict;
use super::new_folder::NextSteps;
use crate::diagnostic::Message;
use crate::model::ImportAccount;

/// What came of a file that was imported.
pub enum Import {
    /// Exported workbooks: what they changed, or would change.
    Edits {
        /// The edits.
        edits: Edits,
        /// Whether notes say that something was not taken.
        has_notes: bool,
    },
    /// An exported workbook: what was changed on both sides. Nothing was written.
    Conflicts(Vec<ImportConflict>),
    /// A sheet of the group's own: the plan that was made out of it.
    Plan(Box<NewPlan>),
    /// A sheet of the group's own: the file of what is to be decided about it.
    Mapping(NewMapping),
    /// A sheet of the group's own: what has to be decided first. Nothing was written.
    Questions(OpenQuestions),
    /// A sheet of the group's own, for a plan that has no name yet. Nothing was written.
    Unnamed(UnnamedPlan),
}

/// What has to be decided about a sheet.
#[derive(Clone, Debug)]
pub struct OpenQuestions {
    /// The questions, in the order of the sheet.
    pub questions: Vec<ImportQuestion>,
    /// What becomes of each row and column with the proposals.
    pub account: ImportAccount,
    /// The ids of the organizations that the folder knows, in their order.
    pub organizations: Vec<String>,
}

/// A plan that is to be made out of a sheet, without a name.
#[derive(Clone, Debug)]
pub struct UnnamedPlan {
    /// The file.
    pub source: String,
    /// A name that is free: the year in the file's name, of the dates, or the present year.
    pub proposal: Option<String>,
    /// The names that are taken.
    pub taken: Vec<String>,
    /// What becomes of each row and column with the proposals.
    pub account: ImportAccount,
}

/// Something about a sheet that could be read wrong.
#[derive(Clone, Debug)]
pub struct ImportQuestion {
    /// The section of the mapping.
    pub section: &'static str,
    /// The word of the sheet.
    pub word: String,
    /// What is proposed; empty for no proposal.
    pub proposal: String,
    /// The first cell: `Plan!B3`.
    pub place: String,
    /// The number of cells.
    pub count: usize,
    /// The first values, if the word does not show them.
    pub samples: Vec<String>,
    /// What is not clear.
    pub doubt: Message,
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
    /// The names of the organizations that were not known.
    pub organizations: Vec<String>,
    /// What became of each row and column.
    pub account: ImportAccount,
    /// The paths of the files that were written, or would be, as the user names them.
    pub files: Vec<PathBuf>,
    /// What to do next in a folder that was begun with the plan.
    pub next: Option<NextSteps>,
    /// What the user should know, where it was not reported on the way.
    pub notes: Vec<Message>,
    /// Whether a user has seen the account and agreed to it.
    pub is_agreed: bool,
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
    /// How many of them could be wrong as proposed.
    pub open: usize,
}

impl Import {
    /// Whether anything was changed on both sides.
    pub fn has_conflicts(&self) -> bool {
        matches!(self, Import::Conflicts(_))
    }

    /// Whether any file was written.
    pub fn has_written(&self) -> bool {
        match self {
            Import::Edits { edits, .. } => edits.has_written(),
            Import::Conflicts(_) | Import::Questions(_) | Import::Unnamed(_) => false,
            Import::Plan(plan) => plan.preview.is_none(),
            Import::Mapping(_) => true,
        }
    }

    /// Returns what `check` finds since then, if it finds anything.
    pub fn new_findings(&self) -> Option<&NewFindings> {
        match self {
            Import::Edits { edits, .. } => edits.new_findings.as_ref(),
            _ => None,
        }
    }
}
