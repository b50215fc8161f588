//! Files of a folder, and files that fit a pattern such as `sheets/*.xlsx`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Returns the names of the entries of a folder, in their order.
///
/// # Errors
/// If the folder cannot be read.
pub fn file_names(folder: &Path) -> io::Result<Vec<OsString>> {
    let names = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name()));
    let mut names = names.collect::<io::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

/// Returns the files that fit a pattern, in the order of their names, as a user in the folder
/// `here` would write them. What cannot be read fits no pattern.
pub fn files_like(here: &Path, pattern: &Path) -> Vec<PathBuf> {
    // The folder's own name is no pattern.
    let whole = match pattern.is_absolute() {
        true => pattern.to_path_buf(),
        false => Path::new(&glob::Pattern::escape(&here.to_string_lossy())).join(pattern),
    };
    let found = glob::glob(&whole.to_string_lossy()).into_iter().flatten().flatten();
    found
        .filter(|path| path.is_file())
        .map(|path| path.strip_prefix(here).map_or_else(|_| path.clone(), Path::to_path_buf))
        .collect()
}
