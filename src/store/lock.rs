//! The lock on a workplans folder.

use std::fs::File;
#[cfg(not(windows))]
use std::fs::OpenOptions;
use std::io;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

#[cfg(not(windows))]
use fs4::{FileExt, TryLockError};

#[cfg(windows)]
use super::digest::digest;
#[cfg(windows)]
use super::private::PrivateFolder;
use super::real_path::real_path;

/// The file that is locked where the folder cannot be.
const FILE: &str = ".workplan-lock";

/// How long another program may hold the lock before the user hears of it.
const UNNOTICED: Duration = Duration::from_millis(400);

/// How often the lock is tried.
const EVERY: Duration = Duration::from_millis(10);

/// The lock of a program that changes the files of a workplans folder. The system releases it when
/// the process ends in any way, so no lock can be left behind.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Waits until no other program changes the files of a folder, and takes the lock.
///
/// # Errors
/// If it cannot be locked.
pub fn lock(folder: &Path) -> io::Result<Lock> {
    lock_while(folder, |_| true)
}

/// Waits until no other program changes the files of a folder, and takes the lock. If that takes a
/// while, it asks again and again whether to go on, with the time that has passed.
///
/// The folder itself is locked. If the system cannot do that (some network file systems), a hidden
/// file in it is locked; its mere existence does not count. On Windows the lock is a file in git's
/// own folder, or without git a hidden file; the system removes it.
///
/// # Errors
/// If neither can be locked; of kind [`io::ErrorKind::Interrupted`] if it is not to go on.
pub fn lock_while(folder: &Path, go_on: impl Fn(Duration) -> bool) -> io::Result<Lock> {
    let wait = Wait { start: Instant::now(), go_on };
    taken(&real_path(folder)?, &wait).map(|file| Lock { _file: file })
}

/// The wait for another program.
struct Wait<GoOn: Fn(Duration) -> bool> {
    start: Instant,
    go_on: GoOn,
}

impl<GoOn: Fn(Duration) -> bool> Wait<GoOn> {
    /// Waits a moment, unless the wait is given up.
    fn a_moment(&self) -> io::Result<()> {
        let waited = self.start.elapsed();
        if waited >= UNNOTICED && !(self.go_on)(waited) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        sleep(EVERY);
        Ok(())
    }
}

#[cfg(not(windows))]
fn taken(folder: &Path, wait: &Wait<impl Fn(Duration) -> bool>) -> io::Result<File> {
    let locked = |file: File| loop {
        match FileExt::try_lock(&file) {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) => wait.a_moment()?,
        }
    };
    File::open(folder).and_then(locked).or_else(|error| {
        if error.kind() == io::ErrorKind::Interrupted {
            return Err(error);
        }
        let mut options = OpenOptions::new();
        let file =
            options.read(true).write(true).create(true).truncate(false).open(folder.join(FILE))?;
        locked(file)
    })
}

/// Windows locks no folder. There a file that no other program may open at the same time is the
/// lock, and the system removes the file when it is closed. It is where git does not see it: git
/// would read it to share it.
#[cfg(windows)]
fn taken(folder: &Path, wait: &Wait<impl Fn(Duration) -> bool>) -> io::Result<File> {
    use std::os::windows::fs::OpenOptionsExt;

    const REMOVED_WHEN_CLOSED: u32 = 0x0400_0000;
    const IN_USE: i32 = 32;
    const BEING_REMOVED: i32 = 303;
    const ACCESS_DENIED: i32 = 5;
    /// A file that is being removed cannot be opened either, for a moment.
    const ATTEMPTS: usize = 100;

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
        wait.a_moment()?;
    }
}
