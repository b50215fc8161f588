//! A folder as it was read: owned, and shared by whoever asks about it.

use std::sync::{Arc, OnceLock};

use self_cell::self_cell;

use crate::analysis::Index;
use crate::format::{FileSet, KnownFiles, Reading, read};

self_cell!(
    struct OwnedReading {
        owner: Arc<FileSet>,
        #[covariant]
        dependent: Reading,
    }
);

self_cell!(
    struct OwnedIndex {
        owner: OwnedReading,
        #[covariant]
        dependent: Index,
    }
);

/// The texts of a folder, what they say, and what is needed to follow their references.
pub struct Snapshot {
    read: OwnedIndex,
    /// What each file says, once the folder has changed while it was open.
    known: OnceLock<KnownFiles>,
}

impl Snapshot {
    /// Reads the present state of the files. Never fails: faults are in the reading's diagnostics.
    pub fn new(files: Arc<FileSet>) -> Self {
        Snapshot::of(OwnedReading::new(files, |files| read(files)), OnceLock::new())
    }

    /// Returns the state in which one file has another text, such as one that an editor has not
    /// saved yet; none takes the file away. `path` is relative to the workplans folder. Only that
    /// file is read; the first time, all of them are.
    pub fn with_text(&self, path: &str, text: Option<&str>) -> Snapshot {
        self.with_bytes(path, text.map(|text| text.as_bytes().to_vec()))
    }

    /// Returns the state in which one file has other bytes.
    pub(super) fn with_bytes(&self, path: &str, bytes: Option<Vec<u8>>) -> Snapshot {
        let mut known = self.known.get_or_init(|| KnownFiles::read(self.files())).clone();
        let mut files = self.files().clone();
        if let Some(changed) = files.set_text(path, bytes) {
            known.read_again(&files, changed);
        }
        let reading = OwnedReading::new(Arc::new(files), |files| known.reading(files));
        Snapshot::of(reading, OnceLock::from(known))
    }

    fn of(reading: OwnedReading, known: OnceLock<KnownFiles>) -> Self {
        let read =
            OwnedIndex::new(reading, |reading| Index::new(&reading.borrow_dependent().folder));
        Snapshot { read, known }
    }

    /// Returns the texts.
    pub fn files(&self) -> &FileSet {
        self.read.borrow_owner().borrow_owner()
    }

    /// Returns the texts, to be shared.
    pub(super) fn shared_files(&self) -> Arc<FileSet> {
        Arc::clone(self.read.borrow_owner().borrow_owner())
    }

    /// Returns what the texts say, and what is wrong with them.
    pub fn reading(&self) -> &Reading<'_> {
        self.read.borrow_owner().borrow_dependent()
    }

    /// Returns the plans with what is needed to follow their references.
    pub fn index(&self) -> &Index<'_> {
        self.read.borrow_dependent()
    }
}

#[cfg(test)]
mod tests;
