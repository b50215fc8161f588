//! The files of a folder in one commit, by path and by the id of each content.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::tree_object::TreeFile;

/// The files of a folder in a commit: by path, how git keeps each, and the id of its content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FolderState(pub(super) BTreeMap<String, TreeFile>);

impl FolderState {
    /// Returns the state with the wanted files only. Links stay, because files are found through
    /// them.
    #[must_use]
    pub fn only(&self, wanted: impl Fn(&str) -> bool) -> Self {
        FolderState(
            self.0
                .iter()
                .filter(|(path, entry)| wanted(path) || entry.is_link())
                .map(|(path, entry)| (path.clone(), entry.clone()))
                .collect(),
        )
    }

    /// The files that are wanted, alone.
    #[must_use]
    pub fn part(&self, wanted: impl Fn(&str) -> bool) -> Self {
        FolderState(
            self.0
                .iter()
                .filter(|(path, _)| wanted(path))
                .map(|(path, entry)| (path.clone(), entry.clone()))
                .collect(),
        )
    }

    /// Whether there are no files.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A name that no other state has.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for (path, entry) in &self.0 {
            for part in [path.as_bytes(), &entry.mode, entry.id.as_bytes()] {
                hash.update(part);
                hash.update([0]);
            }
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The paths, relative to the folder, with the ids of their contents.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, entry)| (path.as_str(), entry.id.as_str()))
    }
}
