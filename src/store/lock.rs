use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

use fs4::FileExt;

/// Held by whoever changes the files of a workplans folder. The system lets go of it when the
/// process ends, however it ends: there is nothing that could be left behind and stop others.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Waits until nobody else changes the files of a folder, and keeps others waiting from then on.
///
/// The folder itself is locked. Where the system cannot do that (Windows, some network file
/// systems), it is a hidden file in it, and what counts is the lock and not whether that file is
/// there.
///
/// # Errors
/// Where neither can be locked.
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
