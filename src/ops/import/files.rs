//! Which files are imported: those that are named, those of a folder, and those that fit a pattern.
//! Windows leaves patterns to the programs.

use std::path::{Path, PathBuf};

use crate::diagnostic::message;
use crate::store;
use crate::store::file_pattern::{file_names, files_like};
use crate::text::clean_line;
use crate::workspace::{Context, Error, Result, cannot_read};

/// Returns the files that are meant, each once.
///
/// # Errors
/// Where a folder holds no workbook, or no file fits a pattern.
pub(super) fn named_files(here: &Path, named: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = Vec::with_capacity(named.len());
    for path in named {
        let place = here.join(path);
        let found = match place.is_dir() {
            true => workbooks_of(&place, path)?,
            false if !store::is_there(&place) && is_pattern(path) => fitting(here, path)?,
            false => vec![path.clone()],
        };
        for file in found {
            if !files.contains(&file) {
                files.push(file);
            }
        }
    }
    Ok(files)
}

/// Whether a path can be a pattern.
fn is_pattern(path: &Path) -> bool {
    path.to_str().is_some_and(|text| text.contains(['*', '?']))
}

/// Returns the workbooks of a folder, by name.
fn workbooks_of(place: &Path, shown: &Path) -> Result<Vec<PathBuf>> {
    let name = clean_line(&shown.display().to_string()).into_owned();
    let names = file_names(place).context(cannot_read(&name))?;
    let found: Vec<PathBuf> =
        names.iter().map(|name| shown.join(name)).filter(|path| is_workbook(path)).collect();
    if found.is_empty() {
        let what =
            message!("import.no-workbook-in-folder", "the folder {name} holds no .xlsx file", name);
        return Err(Error::not_found(what));
    }
    Ok(found)
}

/// Whether a file's name is that of a workbook.
fn is_workbook(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) && !is_mark(path)
}

/// Whether a file is the mark that an office program leaves beside an open workbook.
fn is_mark(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(['.', '~']))
}

/// Returns the files that fit a pattern, by name.
fn fitting(here: &Path, pattern: &Path) -> Result<Vec<PathBuf>> {
    let found: Vec<PathBuf> =
        files_like(here, pattern).into_iter().filter(|path| !is_mark(path)).collect();
    if found.is_empty() {
        let shown = clean_line(&pattern.display().to_string()).into_owned();
        let what = message!("import.no-file-fits", "no file fits {shown}", shown);
        return Err(Error::not_found(what));
    }
    Ok(found)
}
