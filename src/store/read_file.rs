//! Reads a file that the user names.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::output::stays_inside;
use super::real_path::real_path;
use crate::diagnostic::{Message, message};
use crate::format::MAX_FILE_BYTES;

/// Reads a file that the user names: a regular file of at most [`MAX_FILE_BYTES`].
///
/// # Errors
/// If it cannot be opened, is not a regular file, or is too large; if a link of a repository leads
/// out of it.
pub fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    stays_inside(path)?;
    read_regular(path, MAX_FILE_BYTES, || {
        message!("files.too-large", "it has more than {most} MiB", most = MAX_FILE_BYTES >> 20)
    })
}

/// Reads a regular file of at most so many bytes; `too_large` says that it has more.
pub(super) fn read_regular(
    path: &Path,
    most: u64,
    too_large: impl FnOnce() -> Message,
) -> io::Result<Vec<u8>> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other(message!("files.it-is-not-a-file", "it is not a file")));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(io::Error::other(too_large())) } else { Ok(bytes) }
}

/// Reads standard input to its end; of more than [`MAX_FILE_BYTES`] one byte more, so that it is
/// seen.
///
/// # Errors
/// If it cannot be read.
pub fn read_standard_input() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns the path of a file in the real folder that holds it, whether or not the file is a link.
///
/// # Errors
/// If there is nothing of that name.
pub fn real_place(path: &Path) -> io::Result<PathBuf> {
    std::fs::symlink_metadata(path)?;
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => Ok(real_path(folder)?.join(name)),
        _ => real_path(path),
    }
}
