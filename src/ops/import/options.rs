//! What an import is asked for.

use std::path::PathBuf;

use crate::spreadsheet::Preferred;

/// Which file to import, and how.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// The files; `-` for standard input. Several are workbooks that were exported. A folder stands
    /// for its workbooks, and a pattern such as `sheets/*.xlsx` for the files that fit it.
    pub files: Vec<PathBuf>,
    /// Which side counts where both have changed a field; without it nothing is written then.
    pub preferred: Option<Preferred>,
    /// The name of the new plan that is made out of a sheet of the group's own.
    pub to: Option<String>,
    /// The file of what was decided about such a sheet.
    pub mapping: Option<PathBuf>,
    /// The new file for what is to be decided about such a sheet.
    pub write_mapping: Option<PathBuf>,
    /// Decisions beside those of the mapping: section, word and value.
    pub decisions: Vec<[String; 3]>,
    /// Whether to take all proposals.
    pub accept: bool,
    /// Whether to report only what would change, and write nothing.
    pub dry_run: bool,
    /// Whether a user answers questions about such a sheet.
    pub asking: Asking,
}

/// Whether a user answers questions about a sheet of the group's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Asking {
    /// No user is there: a plan needs a name, and is written.
    #[default]
    Nobody,
    /// A user is asked: a missing name is a question, and the plan is returned before it is
    /// written.
    User,
    /// The user has agreed to the plan: it is written, and its notes are not repeated.
    Agreed,
}

impl ImportOptions {
    /// Whether a new plan is only to be shown.
    pub(super) fn is_preview(&self) -> bool {
        self.dry_run || self.asking == Asking::User
    }
}
