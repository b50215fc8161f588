//! The folders that links of a commit lead through, and how much of them was read.

use std::collections::HashMap;
use std::io;
use std::rc::Rc;

use super::tree_object::TreeFile;
use crate::store::links::{MOST_BYTES, too_far};

/// The entries of a folder, by name.
pub(super) type FolderEntries = Rc<HashMap<String, TreeFile>>;

/// The folders that were read, and their cost.
#[derive(Default)]
pub(super) struct LinkFolders {
    pub(super) known: HashMap<String, FolderEntries>,
    /// How many bytes git gave for them.
    pub(super) kept: usize,
    /// How many bytes the links of this state have taken.
    pub(super) taken: usize,
}

impl LinkFolders {
    /// Begins with the links of another state, whose folders are mostly those of the previous
    /// state.
    pub(super) fn begin(&mut self) {
        self.taken = 0;
        if self.kept > MOST_BYTES {
            self.known.clear();
            self.kept = 0;
        }
    }

    pub(super) fn take(&mut self, bytes: usize) {
        self.taken = self.taken.saturating_add(bytes);
    }

    /// Whether the links of this state may be followed further.
    ///
    /// # Errors
    /// If they have taken too much.
    pub(super) fn may_go_on(&self) -> io::Result<()> {
        if self.taken > MOST_BYTES { Err(too_far()) } else { Ok(()) }
    }
}
