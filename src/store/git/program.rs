//! The program `git`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::store::programs::on_path;

/// The program `git`, as the `PATH` has it.
pub(super) fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let name = format!("git{}", std::env::consts::EXE_SUFFIX);
        if std::env::var_os("PATH").is_none() {
            return PathBuf::from(name);
        }
        on_path(OsStr::new(&name)).unwrap_or_else(|| Path::new("/nowhere").join(&name))
    })
}
