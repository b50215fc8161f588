//! The program `git`: where it is, and how paths are written for it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::store::real_path::without_sign;

/// The program `git` in the first absolute folder of the `PATH` that has it: a relative one would
/// be looked up in the repository.
pub(super) fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let name = format!("git{}", std::env::consts::EXE_SUFFIX);
        let Some(folders) = std::env::var_os("PATH") else { return PathBuf::from(name) };
        let mut programs = std::env::split_paths(&folders)
            .filter(|folder| folder.is_absolute())
            .map(|folder| folder.join(&name));
        programs
            .find(|program| can_run(program))
            .unwrap_or_else(|| Path::new("/nowhere").join(&name))
    })
}

#[cfg(unix)]
fn can_run(program: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    program.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn can_run(program: &Path) -> bool {
    program.is_file()
}

pub(super) fn joined(option: &str, path: &Path) -> OsString {
    let mut joined = OsString::from(option);
    joined.push(&*without_sign(path));
    joined
}
