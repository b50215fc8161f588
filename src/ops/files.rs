//! Writing of files that were asked for by name.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::store;
use crate::text::{clean_line, path_text};
use crate::workspace::{Context, Error, Result};

/// Writes files into a folder, all of them or none; returns their paths as the user would write
/// them. `here` is the folder that relative paths start from.
///
/// # Errors
/// Where one of them cannot be written.
pub fn write_set(
    here: &Path,
    folder: &Path,
    files: Vec<(String, impl AsRef<[u8]>)>,
) -> Result<Vec<PathBuf>> {
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| folder.join(name)).collect();
    let bytes = files.into_iter().map(|(_, bytes)| bytes);
    let all: Vec<_> = paths.iter().map(|path| here.join(path)).zip(bytes).collect();
    store::write_set(&here.join(folder), &all).map_err(|(path, error)| {
        let path = path_text(path.strip_prefix(here).unwrap_or(&path));
        Error::from(error).unwritable(clean_line(&path))
    })?;
    Ok(paths)
}

/// Writes a file in full or not at all; into a device as it comes.
///
/// # Errors
/// Where it cannot be written.
pub fn write_file(file: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    store::stream_whole(file, write).unwritable(|| path_text(file))
}

/// Whether a path names a device or a pipe, which can be the terminal or a log under another name.
pub fn is_stream(file: &Path) -> bool {
    store::is_stream(file)
}
