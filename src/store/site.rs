//! Writes the files of a website.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::output::{HIDDEN, write_set};

/// Whether a path is that of a file, and not of a link to one.
pub fn is_plain_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|data| data.is_file())
}

/// Whether a path is that of a folder, and not of a link to one.
pub fn is_plain_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|data| data.is_dir())
}

/// Whether a file has just these bytes.
pub fn holds_bytes(path: &Path, bytes: &[u8]) -> bool {
    let has_length = fs::symlink_metadata(path)
        .is_ok_and(|data| data.is_file() && data.len() == bytes.len() as u64);
    has_length && fs::read(path).is_ok_and(|old| old == bytes)
}

/// How long a file that is being written is left alone.
const LEFT_ALONE: Duration = Duration::from_secs(600);

/// Removes the unfinished files that a run has left which was stopped some time ago: a site is
/// published with all that is in its folder.
fn sweep(folder: &Path) {
    let is_unfinished = |entry: &fs::DirEntry| {
        let is_ours = entry.file_name().to_string_lossy().starts_with(HIDDEN);
        let age = || entry.metadata().ok()?.modified().ok()?.elapsed().ok();
        is_ours && is_plain_file(&entry.path()) && age().is_some_and(|age| age > LEFT_ALONE)
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten().filter(is_unfinished) {
        let _ = fs::remove_file(entry.path());
    }
}

/// Writes files below a folder, which is made where it is not there, all of them before the first
/// one is put into place; then removes others. `begin` is written before all, and `end` after all:
/// the memory of the site, which must name its files at any moment. What is new is taken back if
/// the files cannot be written.
///
/// # Errors
/// If the folder or the disk does not allow it, with the path.
pub fn update_site(
    folder: &Path,
    begin: Option<(PathBuf, &[u8])>,
    parts: &[&str],
    files: &[(PathBuf, &[u8])],
    removed: &[PathBuf],
    end: Option<(PathBuf, &[u8])>,
) -> Result<(), (PathBuf, io::Error)> {
    let parts: Vec<PathBuf> = parts.iter().map(|part| folder.join(part)).collect();
    [folder.to_owned()].iter().chain(&parts).for_each(|folder| sweep(folder));
    if files.is_empty() && removed.is_empty() && end.is_none() {
        return Ok(());
    }
    let is_new = !folder.exists();
    let is_begun = begin.as_ref().is_some_and(|(path, _)| !path.exists());
    let begun = begin.as_ref().map(|(path, _)| path.clone());
    let written = write_set(folder, &Vec::from_iter(begin)).and_then(|()| {
        let wanted = |part: &&PathBuf| files.iter().any(|(path, _)| path.starts_with(part));
        for part in parts.iter().filter(wanted) {
            fs::create_dir_all(part).map_err(|error| (part.clone(), error))?;
        }
        write_set(folder, files)
    });
    if written.is_err() {
        // Folders with something in them stay.
        parts.iter().for_each(|part| drop(fs::remove_dir(part)));
        if let Some(path) = begun.filter(|_| is_begun) {
            let _ = fs::remove_file(path);
        }
        if is_new {
            let _ = fs::remove_dir(folder);
        }
        return written;
    }
    for path in removed {
        fs::remove_file(path).map_err(|error| (path.clone(), error))?;
    }
    if !removed.is_empty() {
        parts.iter().for_each(|part| drop(fs::remove_dir(part)));
    }
    write_set(folder, &Vec::from_iter(end))
}
