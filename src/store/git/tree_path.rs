//! Paths as git prints and takes them, and from the root of a tree.

use std::ffi::{OsStr, OsString};
use std::path::{Component, Path, PathBuf};

use crate::text::path_text;

/// Returns the path without `.` and `..`; `None` if it leads out of the tree.
pub(super) fn plain(path: &Path) -> Option<PathBuf> {
    let mut way = PathBuf::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => way.push(name),
            Component::ParentDir if !way.pop() => return None,
            Component::RootDir | Component::Prefix(_) => return None,
            Component::ParentDir | Component::CurDir => {}
        }
    }
    Some(way)
}

/// A path from the root of the tree, as git takes it where it is started.
pub(super) fn seen_from_root(path: &Path) -> OsString {
    if path.as_os_str().is_empty() { ".".into() } else { word_of(path) }
}

/// A path from the root of the tree as an argument of git: with `/` between its parts.
pub(super) fn word_of(path: &Path) -> OsString {
    if cfg!(windows) { path_text(path).into() } else { path.into() }
}

/// A path as git prints it.
#[cfg(unix)]
pub(super) fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec(bytes.to_vec()).into()
}

/// A path as git prints it.
#[cfg(not(unix))]
pub(super) fn path_of(bytes: &[u8]) -> PathBuf {
    OsString::from(String::from_utf8_lossy(bytes).into_owned()).into()
}

/// A path as git takes it, with `/` between its parts.
pub(super) fn slashed(path: &Path) -> Vec<u8> {
    path.iter().map(OsStr::as_encoded_bytes).collect::<Vec<_>>().join(&b'/')
}
