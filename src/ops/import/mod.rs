//! Imports a file: what was changed in an exported workbook, or a new plan out of any other sheet.

mod find_plan;
mod mapping;
mod options;
mod plan_text;
mod rewrite_plan;
mod sheet;
mod workbook;

use crate::report::Import;
use crate::spreadsheet::{SheetFile, read_sheets};
use crate::store;
use crate::text::clean_line;
use crate::workspace::{Context, Error, ErrorKind, Result, STANDARD_INPUT, Workspace};
use sheet::import_sheet;
use workbook::import_workbook;

pub use crate::spreadsheet::Preferred;
pub use options::ImportOptions;

/// Imports a file. Only what was changed since the export goes into the plan; of any other sheet a
/// new plan is made.
///
/// # Errors
/// Where the file cannot be read, where a cell cannot be taken, and where the plan would have
/// errors.
pub fn import(workspace: &Workspace, options: &ImportOptions) -> Result<Import> {
    let is_standard_input = options.file.as_os_str() == "-";
    let name = if is_standard_input {
        STANDARD_INPUT.into()
    } else {
        clean_line(&options.file.display().to_string()).into_owned()
    };
    let bytes = if is_standard_input {
        store::read_standard_input()
    } else {
        store::read_file(&workspace.options.here.join(&options.file))
    };
    let bytes = bytes.with_context(|| format!("{name} cannot be read"))?;
    let mut notes = Vec::new();
    let file = read_sheets(&bytes, &mut notes).map_err(|why| {
        Error::new(ErrorKind::InvalidInput, format!("{name}: {}", clean_line(&why)))
            .hint("nothing was written")
    })?;
    match file {
        SheetFile::Returned(edited) => import_workbook(workspace, options, &name, &edited),
        SheetFile::Sheets(sheets) => import_sheet(workspace, options, &name, sheets, &notes),
    }
}
