//! A folder as it was read: owned, and shared by whoever asks about it.

use std::sync::Arc;

use self_cell::self_cell;

use crate::analysis::Index;
use crate::format::{FileSet, Reading, read};

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
pub struct Snapshot(OwnedIndex);

impl Snapshot {
    /// Reads the present state of the files. Never fails: faults are in the reading's diagnostics.
    pub fn new(files: Arc<FileSet>) -> Self {
        let reading = OwnedReading::new(files, |files| read(files));
        Snapshot(OwnedIndex::new(reading, |reading| Index::new(&reading.borrow_dependent().folder)))
    }

    /// Returns the texts.
    pub fn files(&self) -> &FileSet {
        self.0.borrow_owner().borrow_owner()
    }

    /// Returns what the texts say, and what is wrong with them.
    pub fn reading(&self) -> &Reading<'_> {
        self.0.borrow_owner().borrow_dependent()
    }

    /// Returns the plans with what is needed to follow their references.
    pub fn index(&self) -> &Index<'_> {
        self.0.borrow_dependent()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_is_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Snapshot>();
    }
}
