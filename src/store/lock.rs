//! The lock on a workplans folder.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

use fs4::FileExt;

/// The lock of a program that changes the files of a workplans folder. The system releases it when
/// the process ends in any way, so no lock can be left behind.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Waits until no other program changes the files of a folder, and takes the lock.
///
/// The folder itself is locked. If the system cannot do that (Windows, some network file systems),
/// a hidden file in it is locked; its mere existence does not count.
///
/// # Errors
/// If neither can be locked.
pub fn lock(folder: &Path) -> io::Result<Lock> {
    let folder = folder.canonicalize()?;
    let on_folder = File::open(&folder).and_then(|file| FileExt::lock(&file).map(|()| file));
    let file = on_folder.or_else(|_| {
        let mut options = OpenOptions::new();
        let file = options
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(folder.join(".workplan-lock"))?;
        FileExt::lock(&file).map(|()| file)
    })?;
    Ok(Lock { _file: file })
}
