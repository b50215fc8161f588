//! A merge that git had left open: what became of each file.

use std::collections::BTreeSet;

use crate::diagnostic::Message;

/// What became of the files of a merge at which git had stopped. Paths are relative to the
/// workplans folder.
#[derive(Clone, Debug, Default)]
pub struct ResolvedFiles {
    /// The workplans folder's own name.
    pub folder: String,
    /// Whether there was anything to merge.
    pub had_open_files: bool,
    /// Whether the files were written.
    pub is_written: bool,
    /// What is merged.
    pub done: Vec<FileNote>,
    /// What else there is to say.
    pub notes: Vec<FileNote>,
    /// What must be done by hand.
    pub open: Vec<FileNote>,
    /// The files that git has to be told of as merged in the end.
    pub to_add: BTreeSet<String>,
    /// The files that git has to be told of as removed in the end.
    pub to_remove: BTreeSet<String>,
}

/// What there is to say about a file.
#[derive(Clone, Debug)]
pub struct FileNote {
    /// The file.
    pub path: String,
    /// What there is to say.
    pub what: Message,
}

impl ResolvedFiles {
    /// Whether something must be done by hand.
    pub fn has_open(&self) -> bool {
        !self.open.is_empty()
    }
}

impl FileNote {
    /// Makes a note about a file.
    pub fn new(path: &str, what: impl Into<Message>) -> Self {
        FileNote { path: path.to_owned(), what: what.into() }
    }
}
