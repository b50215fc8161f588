//! Writing of files that were asked for by name.

use std::path::{Path, PathBuf};

use crate::store;
use crate::text::clean_line;
use crate::workspace::{Error, Result, Workspace};

/// Writes files into a folder, all of them or none; returns their paths as the user would write
/// them.
///
/// # Errors
/// Where one of them cannot be written.
pub fn write_set(
    workspace: &Workspace,
    folder: &Path,
    files: &[(String, String)],
) -> Result<Vec<PathBuf>> {
    let here = &workspace.options.here;
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| folder.join(name)).collect();
    let texts = files.iter().map(|(_, text)| text.clone());
    let all: Vec<_> = paths.iter().map(|path| here.join(path)).zip(texts).collect();
    store::write_set(&here.join(folder), &all).map_err(|(path, error)| {
        let path = path.strip_prefix(here).unwrap_or(&path).display().to_string();
        Error::from(error).context(format!("{} cannot be written", clean_line(&path)))
    })?;
    Ok(paths)
}
