//! Imports files: what was changed in exported workbooks, or a new plan out of any other sheet.

mod draft;
mod faults_of_cells;
mod faults_of_rows;
mod files;
mod mapping;
mod new_plan;
mod options;
mod plan_name;
mod plan_text;
mod questions;
mod rewrite_plan;
mod sample;
mod with_folder;
mod words;
mod workbook;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use crate::diagnostic::message;
use crate::ops::init::InitOptions;
use crate::report::Import;
use crate::spreadsheet::{RawSheet, SheetFile, read_sheets};
use crate::store;
use crate::text::{clean_line, path_text};
use crate::workspace::{
    Context, Error, ErrorKind, Options, Result, STANDARD_INPUT, Workspace, cannot_read,
};
use files::named_files;
use with_folder::{NewHome, refuse_unnamed, with_folder};
use workbook::{ReturnedFile, import_workbooks};

pub use crate::spreadsheet::{Preferred, takes, unfit};
pub use options::{Asking, ImportOptions};
pub use plan_name::unfit_name;
pub use questions::{open_questions, typed_answer};
pub use words::nothing_was_written;

/// Imports a file, or several exported workbooks. Only what was changed since the export goes into
/// the plan; of any other sheet a new plan is made.
///
/// # Errors
/// Where a file cannot be read, where a cell cannot be taken, and where the plan would have errors.
pub fn import(workspace: &Workspace, options: &ImportOptions) -> Result<Import> {
    match open_all(&workspace.options, options)? {
        Opened::Returned(files) => import_workbooks(workspace, options, &files),
        Opened::Sheets(name, sheets) => new_plan::into_folder(workspace, options, &name, sheets),
    }
}

/// Makes a new plan out of a file, and the folder `workplans` for it, where there is none.
///
/// # Errors
/// As for [`import`], and for an exported workbook, whose plan is not there.
pub fn import_to_new_folder(common: &Options, options: &ImportOptions) -> Result<Import> {
    into_home(common, options, &NewHome::of_import(common))
}

/// Makes what `init` makes, with a plan out of a file in place of the sample.
///
/// # Errors
/// As for [`import_to_new_folder`], and where there is a plan already.
pub fn init_from_sheet(
    common: &Options,
    init: &InitOptions,
    options: &ImportOptions,
) -> Result<Import> {
    let home = NewHome::of_init(common, init, &options.files)?;
    refuse_unnamed(options)?;
    into_home(common, options, &home)
}

/// Makes a new plan, and the folder for it.
fn into_home(common: &Options, options: &ImportOptions, home: &NewHome) -> Result<Import> {
    match open_all(common, options)? {
        Opened::Returned(files) => {
            let name = files.first().map_or("", |file| &file.name);
            let what = message!(
                "import.exported-without-folder",
                "{name} was exported: it goes back into its own plan, and there is no folder of plans here",
                name
            );
            Err(Error::usage(what))
        }
        Opened::Sheets(name, sheets) => with_folder(common, options, home, &name, sheets),
    }
}

/// The content of the files.
enum Opened {
    /// Exported workbooks.
    Returned(Vec<ReturnedFile>),
    /// Any other file: its name, and its sheets.
    Sheets(String, Vec<RawSheet>),
}

/// Reads the files. A file with the content of another one is noted and counts once.
fn open_all(common: &Options, options: &ImportOptions) -> Result<Opened> {
    let paths = named_files(&common.here, &options.files, &|what| common.note(what))?;
    let is_alone = paths.len() == 1;
    let mut returned = Vec::with_capacity(paths.len());
    let mut seen: HashMap<(usize, u64), String> = HashMap::new();
    for path in &paths {
        let (name, bytes) = bytes_of(common, path)?;
        match seen.entry((bytes.len(), digest(&bytes))) {
            Entry::Occupied(first) => {
                common.note(&message!(
                    "import.same-content",
                    "{name} has the same content as {first}: it counts once",
                    name,
                    first = first.get()
                ));
                continue;
            }
            Entry::Vacant(place) => drop(place.insert(name.clone())),
        }
        match read(common, &name, &bytes)? {
            SheetFile::Returned(edited) => returned.push(ReturnedFile { name, edited }),
            SheetFile::Sheets(sheets) if is_alone => return Ok(Opened::Sheets(name, sheets)),
            SheetFile::Sheets(_) => {
                let what = message!(
                    "import.several-not-exported",
                    "{name} was not exported by this program; several files can only be exported workbooks",
                    name
                );
                return Err(Error::usage(what).hint(message!(
                    "import.alone",
                    "nothing was written; import it alone: `workplan import FILE --to NAME`"
                )));
            }
        }
    }
    Ok(Opened::Returned(returned))
}

/// Reads the bytes of a file, and returns its name as it is shown.
fn bytes_of(common: &Options, path: &Path) -> Result<(String, Vec<u8>)> {
    let is_standard_input = path.as_os_str() == "-";
    let name = if is_standard_input {
        STANDARD_INPUT.into()
    } else {
        clean_line(&path_text(path)).into_owned()
    };
    let bytes = if is_standard_input {
        store::read_standard_input()
    } else {
        store::read_file(&common.here.join(path))
    };
    let bytes = bytes.context(cannot_read(&name))?;
    Ok((name, bytes))
}

/// Returns a number by which two contents are told apart.
fn digest(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

/// Reads the content of a file.
fn read(common: &Options, name: &str, bytes: &[u8]) -> Result<SheetFile> {
    let mut notes = Vec::new();
    let file = read_sheets(bytes, &mut notes).map_err(|why| {
        let what = message!("import.unreadable", "{name}: {why}", name, why);
        Error::new(ErrorKind::InvalidInput, what).hint(nothing_was_written())
    })?;
    notes.iter().for_each(|note| common.note(note));
    Ok(file)
}
