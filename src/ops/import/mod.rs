//! Imports a file: what was changed in an exported workbook, or a new plan out of any other sheet.

mod draft;
mod faults_of_rows;
mod mapping;
mod new_plan;
mod options;
mod plan_text;
mod rewrite_plan;
mod sample;
mod words;
mod workbook;

use crate::diagnostic::message;
use crate::report::Import;
use crate::spreadsheet::{SheetFile, read_sheets};
use crate::store;
use crate::text::clean_line;
use crate::workspace::{
    Context, Error, ErrorKind, Options, Result, STANDARD_INPUT, Workspace, cannot_read,
};
use workbook::import_workbook;

pub use crate::spreadsheet::{Preferred, takes, unfit};
pub use new_plan::open_questions;
pub use options::ImportOptions;
pub use words::nothing_was_written;

/// Imports a file. Only what was changed since the export goes into the plan; of any other sheet a
/// new plan is made.
///
/// # Errors
/// Where the file cannot be read, where a cell cannot be taken, and where the plan would have
/// errors.
pub fn import(workspace: &Workspace, options: &ImportOptions) -> Result<Import> {
    let (name, file) = open(&workspace.options, options)?;
    match file {
        SheetFile::Returned(edited) => import_workbook(workspace, options, &name, &edited),
        SheetFile::Sheets(sheets) => new_plan::into_folder(workspace, options, &name, &sheets),
    }
}

/// Makes a new plan out of a file, and the folder `workplans` for it, where there is none.
///
/// # Errors
/// As for [`import`], and for an exported workbook, whose plan is not there.
pub fn import_to_new_folder(common: &Options, options: &ImportOptions) -> Result<Import> {
    let (name, file) = open(common, options)?;
    match file {
        SheetFile::Returned(_) => {
            let what = message!(
                "import.exported-without-folder",
                "{name} was exported: it goes back into its own plan, and there is no folder of plans here",
                name = &name
            );
            Err(Error::usage(what))
        }
        SheetFile::Sheets(sheets) => new_plan::with_folder(common, options, &name, &sheets),
    }
}

/// Reads the file: its name as it is shown, and what it holds.
fn open(common: &Options, options: &ImportOptions) -> Result<(String, SheetFile)> {
    let is_standard_input = options.file.as_os_str() == "-";
    let name = if is_standard_input {
        STANDARD_INPUT.into()
    } else {
        clean_line(&options.file.display().to_string()).into_owned()
    };
    let bytes = if is_standard_input {
        store::read_standard_input()
    } else {
        store::read_file(&common.here.join(&options.file))
    };
    let bytes = bytes.context(cannot_read(&name))?;
    let mut notes = Vec::new();
    let file = read_sheets(&bytes, &mut notes).map_err(|why| {
        let what = message!("import.unreadable", "{name}: {why}", name = &name, why);
        Error::new(ErrorKind::InvalidInput, what).hint(nothing_was_written())
    })?;
    notes.iter().for_each(|note| common.note(note));
    Ok((name, file))
}
