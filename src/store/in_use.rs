//! Puts a file into place that another program may have open.

use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

/// Puts a file into its place, in one step.
///
/// # Errors
/// If the folder does not allow it; on Windows also if another program has the file open.
#[cfg(not(windows))]
pub(super) fn persist(file: NamedTempFile, target: &Path) -> io::Result<()> {
    file.persist(target).map(drop).map_err(|error| error.error)
}

/// Puts a file into its place, in one step. Windows replaces no file that another program has open:
/// a program that looks at every new file closes it soon, but a spreadsheet program does not.
///
/// # Errors
/// If the folder does not allow it, or another program has the file open.
#[cfg(windows)]
pub(super) fn persist(mut file: NamedTempFile, target: &Path) -> io::Result<()> {
    use crate::diagnostic::message;
    use std::time::Duration;

    /// How often it is tried again, and after which time.
    const ATTEMPTS: usize = 20;
    const PAUSE: Duration = Duration::from_millis(25);

    for _ in 0..ATTEMPTS {
        match file.persist(target) {
            Ok(_) => return Ok(()),
            Err(failed) if is_open_elsewhere(target) => file = failed.file,
            Err(failed) => return Err(failed.error),
        }
        std::thread::sleep(PAUSE);
    }
    Err(io::Error::new(
        io::ErrorKind::ResourceBusy,
        message!(
            "files.open-elsewhere",
            "another program has this file open; close it there first"
        ),
    ))
}

/// Whether another program has a file open.
#[cfg(windows)]
fn is_open_elsewhere(path: &Path) -> bool {
    use std::os::windows::fs::OpenOptionsExt;

    /// What the system says of such a file.
    const IN_USE: i32 = 32;

    let alone = std::fs::File::options().read(true).share_mode(0).open(path);
    alone.is_err_and(|error| error.raw_os_error() == Some(IN_USE))
}
