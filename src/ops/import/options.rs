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
}
