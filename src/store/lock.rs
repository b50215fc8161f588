//! The lock on a workplans folder.

use std::fs::File;
#[cfg(not(windows))]
use std::fs::OpenOptions;
use std::io;
use std::path::Path;

#[cfg(not(windows))]
use fs4::FileExt;

#[cfg(windows)]
use super::digest::digest;
#[cfg(windows)]
use super::private::PrivateFolder;
use super::real_path::real_path;

/// The file that is locked where the folder cannot be.
const FILE: &str = ".workplan-lock";

/// The lock of a program that changes the files of a workplans folder. The system releases it when
/// the process ends in any way, so no lock can be left behind.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Waits until no other program changes the files of a folder, and takes the lock.
///
/// The folder itself is locked. If the system cannot do that (some network file systems), a hidden
/// file in it is locked; its mere existence does not count. On Windows the lock is a file in git's
/// own folder, or without git a hidden file; the system removes it.
///
/// # Errors
/// If neither can be locked.
pub fn lock(folder: &Path) -> io::Result<Lock> {
    taken(&real_path(folder)?).map(|file| Lock { _file: file })
}

#[cfg(not(windows))]
fn taken(folder: &Path) -> io::Result<File> {
    let on_folder = File::open(folder).and_then(|file| FileExt::lock(&file).map(|()| file));
    on_folder.or_else(|_| {
        let mut options = OpenOptions::new();
        let file =
            options.read(true).write(true).create(true).truncate(false).open(folder.join(FILE))?;
        FileExt::lock(&file).map(|()| file)
    })
}

/// Windows locks no folder. There a file that no other program may open at the same time is the
/// lock, and the system removes the file when it is closed. It is where git does not see it: git
/// would read it to share it.
#[cfg(windows)]
fn taken(folder: &Path) -> io::Result<File> {
    use std::os::windows::fs::OpenOptionsExt;
    use std::time::Duration;

    const REMOVED_WHEN_CLOSED: u32 = 0x0400_0000;
    const IN_USE: i32 = 32;
    const BEING_REMOVED: i32 = 303;
    const ACCESS_DENIED: i32 = 5;
    /// A file that is being removed cannot be opened either, for a moment.
    const ATTEMPTS: usize = 50;

    let own = PrivateFolder::of_tree(folder).and_then(|own| own.create().ok());
    let path = match own {
        Some(own) => own.join(format!("lock-{}", digest(folder.as_os_str().as_encoded_bytes()))),
        None => folder.join(FILE),
    };
    let mut denied = 0;
    loop {
        let mut options = File::options();
        options.read(true).write(true).create(true).truncate(false);
        options.share_mode(0).custom_flags(REMOVED_WHEN_CLOSED);
        match options.open(&path) {
            Ok(file) => return Ok(file),
            Err(error) => match error.raw_os_error() {
                Some(IN_USE | BEING_REMOVED) => {}
                Some(ACCESS_DENIED) if denied < ATTEMPTS => denied += 1,
                _ => return Err(error),
            },
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}
