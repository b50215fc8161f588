//! Reads a file of the workplans folder that is not of the format.

use std::io;
use std::path::Path;

use super::read_file::read_regular;
use super::real_path::real_path;
use super::tree::goes_through_git;
use crate::diagnostic::message;

/// Reads a regular file in a folder, of at most so many bytes.
///
/// # Errors
/// If it is not there, leads out of the folder, is not a regular file, or is too large.
pub fn read_inside(folder: &Path, name: &str, most: u64) -> io::Result<Vec<u8>> {
    let root = real_path(folder)?;
    let place = real_path(&root.join(name))?;
    if !place.starts_with(&root) || goes_through_git(&root, &place) {
        return Err(io::Error::other(message!(
            "files.it-leads-out",
            "it leads out of the workplans folder"
        )));
    }
    read_regular(&place, most, || {
        message!("files.more-than-kib", "it has more than {most} KiB", most = most >> 10)
    })
}
