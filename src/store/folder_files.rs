//! The files of a workplans folder, as they were read.

use std::io;

use crate::diagnostic::{Message, message};
use crate::format::{FileRole, RawFile, name_meant, role};

/// The files of a workplans folder.
#[derive(Debug, Default)]
pub struct FolderFiles {
    /// The folder's own name.
    pub folder: String,
    /// The files that were read.
    pub files: Vec<RawFile>,
    /// Entries that could not be opened.
    pub unreadable: Vec<Unreadable>,
    /// Files that are passed over, and were most likely meant: paths as in [`Unreadable`], and the
    /// names that they should have.
    pub misnamed: Vec<(String, String)>,
}

impl FolderFiles {
    /// Notes a file that is passed over, if only its ending is wrong.
    pub(super) fn pass_over(&mut self, path: &str) {
        self.misnamed
            .extend(name_meant(path).map(|name| (format!("{}/{path}", self.folder), name)));
    }

    /// Whether a plan says which schema it has, as each does.
    pub fn have_schema(&self) -> bool {
        let says = |line: &[u8]| line.starts_with(b"schema:") || line.starts_with(b"{");
        let is_plan = |file: &&RawFile| matches!(role(&file.path), Some(FileRole::Plan { .. }));
        self.files
            .iter()
            .filter(is_plan)
            .any(|file| file.bytes.split(|byte| *byte == b'\n').any(says))
    }

    /// Whether this is the folder above the workplans folder: it holds a workplans folder, and none
    /// of its own files is of the format.
    pub fn holds_workplans(&self) -> bool {
        let is_of_format = |file: &&RawFile| {
            matches!(role(&file.path), Some(FileRole::Config | FileRole::Organizations))
                || file.bytes.split(|byte| *byte == b'\n').any(|line| line.starts_with(b"schema:"))
        };
        let (own, inner): (Vec<&RawFile>, Vec<&RawFile>) =
            self.files.iter().partition(|file| !file.path.contains('/'));
        inner.iter().any(|file| file.path.starts_with("workplans/"))
            && !own.iter().any(is_of_format)
    }
}

/// An entry of the folder that cannot be opened, or must not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Relative to the folder that holds the workplans folder, with `/`.
    pub path: String,
    /// Why.
    pub why: Message,
    /// Whether git knows the entry but does not have it: the clone is incomplete.
    pub is_missing: bool,
}

/// The most files and folders of a workplans folder, including those of its plans: one small tree
/// can represent many.
pub(super) const MOST_ENTRIES: usize = 50_000;

pub(super) fn too_many_entries() -> io::Error {
    io::Error::other(message!(
        "files.too-many-files",
        "the workplans folder has more than {most} files and folders",
        most = MOST_ENTRIES
    ))
}
