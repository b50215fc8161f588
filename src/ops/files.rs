//! Writing of files that were asked for by name.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::message;
use crate::store;
use crate::text::{clean_line, path_text};
use crate::workspace::{Context, Error, Result, plain_path};

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

/// Refuses to write among the plans: `share` sends what is there.
///
/// # Errors
/// If the folder is in the workplans folder, or cannot be found out.
pub fn refuse_among_plans(plans: &Path, here: &Path, folder: &Path) -> Result<()> {
    let meant = plain_path(&here.join(folder));
    let there = meant.ancestors().find(|part| part.exists()).map(store::real_path).transpose()?;
    if !meant.starts_with(plans) && !there.is_some_and(|there| there.starts_with(plans)) {
        return Ok(());
    }
    let failure = Error::usage(message!(
        "digest.among-plans",
        "{folder} is in the workplans folder, and these files would be shared with the plans",
        folder = clean_line(&path_text(folder))
    ));
    Err(failure.hint(message!("digest.elsewhere", "name another folder, such as --out-dir mails")))
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
