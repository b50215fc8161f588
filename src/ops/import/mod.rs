//! Imports a file: what was changed in an exported workbook, or a new plan out of any other sheet.

mod find_plan;
mod mapping;
mod options;
mod plan_text;
mod rewrite_plan;
mod sheet;
mod workbook;

use crate::report::Import;
use crate::spreadsheet::{RawSheet, ReturnedWorkbook, Workbook, read_csv, read_edited};
use crate::store;
use crate::text::clean_line;
use crate::workspace::{Context, Error, ErrorKind, Result, STANDARD_INPUT, Workspace, cannot_read};
use sheet::import_sheet;
use workbook::import_workbook;

pub use crate::spreadsheet::Preferred;
pub use options::ImportOptions;

/// What a file holds.
enum Contents {
    /// An exported workbook.
    Returned(Box<ReturnedWorkbook>),
    /// Other sheets, and what is worth knowing beside them.
    Sheets(Vec<RawSheet>, Vec<String>),
}

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
    let bytes = bytes.context(cannot_read(&name))?;
    let contents = contents(&bytes).map_err(|why| {
        Error::new(ErrorKind::InvalidInput, format!("{name}: {}", clean_line(&why)))
            .hint("nothing was written")
    })?;
    match contents {
        Contents::Returned(edited) => import_workbook(workspace, options, &name, &edited),
        Contents::Sheets(sheets, notes) => import_sheet(workspace, options, &name, sheets, &notes),
    }
}

/// Reads a file; or says why it cannot be read.
fn contents(bytes: &[u8]) -> Result<Contents, String> {
    if !bytes.starts_with(b"PK") && !bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let mut notes = Vec::new();
        let sheet = read_csv(bytes, &mut notes)?;
        return Ok(Contents::Sheets(vec![sheet], notes));
    }
    let mut book = Workbook::open(bytes)?;
    if let Some(edited) = read_edited(&mut book)? {
        return Ok(Contents::Returned(Box::new(edited)));
    }
    let names = book.sheets();
    let sheets = names.iter().map(|name| book.sheet(name)).collect::<Result<Vec<_>, _>>()?;
    Ok(Contents::Sheets(sheets, Vec::new()))
}
