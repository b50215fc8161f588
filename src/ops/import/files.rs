//! Which files are imported: those that are named, those of a folder, and those that fit a pattern.
//! Windows leaves patterns to the programs.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Message, list_of_first, message};
use crate::store;
use crate::store::file_pattern::{file_names, files_like};
use crate::text::{clean_line, path_text};
use crate::workspace::{Context, Error, Result, cannot_read};

/// The endings of workbooks.
const ENDINGS: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];

/// The most files that are named as not read.
const MOST_NAMED: usize = 20;

/// Returns the files that are meant, each once. What is passed over is noted.
///
/// # Errors
/// Where a folder holds no workbook, or no file fits a pattern.
pub(super) fn named_files(
    here: &Path,
    named: &[PathBuf],
    note: &dyn Fn(&Message),
) -> Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = Vec::with_capacity(named.len());
    // A shell also finds the marks of open workbooks.
    let is_meant = |path: &&PathBuf| named.len() == 1 || !is_mark_of_excel(path);
    for path in named.iter().filter(is_meant) {
        let place = here.join(path);
        let found = match place.is_dir() {
            true => workbooks_of(&place, path, note)?,
            false if !store::is_there(&place) && is_pattern(path) => fitting(here, path, note)?,
            false => vec![path.clone()],
        };
        for file in found {
            match files.contains(&file) {
                true => note(&message!(
                    "import.named-twice",
                    "{file} is named twice: it counts once",
                    file = shown(&file)
                )),
                false => files.push(file),
            }
        }
    }
    Ok(files)
}

/// Whether a path can be a pattern.
fn is_pattern(path: &Path) -> bool {
    path.to_str().is_some_and(|text| text.contains(['*', '?']))
}

/// Returns the workbooks of a folder, by name. Its other files and its folders are noted.
fn workbooks_of(place: &Path, folder: &Path, note: &dyn Fn(&Message)) -> Result<Vec<PathBuf>> {
    let name = shown(folder);
    let names = file_names(place).context(cannot_read(&name))?;
    let all = names.iter().map(Path::new).filter(|name| !is_mark(name));
    let (found, others): (Vec<_>, Vec<_>) =
        all.partition(|name| is_workbook(name) && !place.join(name).is_dir());
    let in_folder = |names: Vec<&Path>| names.iter().map(|name| folder.join(name)).collect();
    let (found, others): (Vec<PathBuf>, Vec<PathBuf>) = (in_folder(found), in_folder(others));
    if found.is_empty() {
        let what = message!(
            "import.no-workbook-in-folder",
            "the folder {name} holds no workbook (.xlsx, .xlsm, .xlsb, .xls or .ods)",
            name
        );
        return Err(Error::not_found(what));
    }
    note_others(&others, note);
    Ok(found)
}

/// Notes the files that are not read.
fn note_others(others: &[PathBuf], note: &dyn Fn(&Message)) {
    let others = others.iter().map(|path| Message::verbatim(shown(path))).collect();
    if let Some(others) = list_of_first(others, MOST_NAMED) {
        note(&message!(
            "import.not-workbooks",
            "not read, because they are not workbooks: {others}",
            others
        ));
    }
}

/// Returns a path in a message.
fn shown(path: &Path) -> String {
    clean_line(&path_text(path)).into_owned()
}

/// Whether a file's name is that of a workbook.
fn is_workbook(path: &Path) -> bool {
    let is = |ending: &str| path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
    ENDINGS.into_iter().any(is)
}

/// Whether a file is the mark that Excel leaves beside an open workbook.
fn is_mark_of_excel(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with("~$"))
}

/// Whether a file is the mark that an office program leaves beside an open workbook.
fn is_mark(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(['.', '~']))
}

/// Returns the files that fit a pattern, by name. If workbooks are among them, the others are
/// noted.
fn fitting(here: &Path, pattern: &Path, note: &dyn Fn(&Message)) -> Result<Vec<PathBuf>> {
    let found = files_like(here, pattern).into_iter().filter(|path| !is_mark(path));
    let (found, others): (Vec<_>, Vec<_>) = found.partition(|path| is_workbook(path));
    if found.is_empty() && others.is_empty() {
        let pattern = shown(pattern);
        let what = message!("import.no-file-fits", "no file fits {pattern}", pattern);
        return Err(Error::not_found(what));
    }
    if found.is_empty() {
        return Ok(others);
    }
    note_others(&others, note);
    Ok(found)
}
