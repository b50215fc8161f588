//! Programs of this machine: where they are, and how paths are written for them.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::real_path::without_sign;

/// Returns a program in the first absolute folder of the `PATH` that has it: a relative one would
/// be looked up in the folder of the plans.
pub(super) fn on_path(file: &OsStr) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(file))
        .find(|program| can_run(program))
}

#[cfg(unix)]
pub(super) fn can_run(program: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    program.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
pub(super) fn can_run(program: &Path) -> bool {
    program.is_file()
}

/// An option with a path behind it.
pub(super) fn joined(option: &str, path: &Path) -> OsString {
    let mut joined = OsString::from(option);
    joined.push(&*without_sign(path));
    joined
}
