//! Repositories inside the working trees of others, and obstacles on the path to a folder.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::commit::Commit;
use super::repository::{NoRepository, Repository};
use super::tree::{self, InPlace};
use crate::store::real_path::real_path;

/// The beginning of an index line for a nested repository.
const SUBMODULE: &[u8] = b"160000 ";

impl Repository {
    /// Finds the working tree whose repository includes this one: as a submodule, or by files in
    /// its place. Changes of this repository then come with changes of that one. Returns `None` if
    /// the caller names this one by `GIT_DIR`.
    ///
    /// # Errors
    /// If an outer repository cannot list its content.
    pub fn holder(&self) -> Result<Option<PathBuf>, NoRepository> {
        let Some(root) = self.root() else { return Ok(None) };
        let around = root
            .ancestors()
            .skip(1)
            .filter(|above| above.join(".git").try_exists().unwrap_or(true));
        for above in around {
            if self.is_named_by_caller(root) {
                return Ok(None);
            }
            let (outer, way) =
                (Repository::find(above, false)?, root.strip_prefix(above).unwrap_or(root));
            if outer.knows(way)? {
                return Ok(Some(above.to_owned()));
            }
        }
        Ok(None)
    }

    /// Whether the next commit is to hold something at that way from the root, or below.
    fn knows(&self, way: &Path) -> io::Result<bool> {
        Ok(!self.staged(Some(way))?.is_empty())
    }

    /// Whether a folder is empty because the next commit has a submodule in its place that is not
    /// checked out. Where git cannot say, it is not.
    pub fn is_unfilled(folder: &Path) -> bool {
        if !fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none()) {
            return false;
        }
        let repository =
            real_path(folder).ok().and_then(|folder| Repository::find(&folder, false).ok());
        let listed =
            repository.and_then(|repository| repository.staged(Some(repository.prefix())).ok());
        // Below a submodule the index has nothing.
        listed.is_some_and(|listed| {
            listed.starts_with(SUBMODULE) && listed.iter().filter(|&&byte| byte == 0).count() == 1
        })
    }

    fn is_named_by_caller(&self, root: &Path) -> bool {
        let named = std::env::var_os("GIT_DIR")
            .filter(|dir| !dir.is_empty())
            .and_then(|dir| fs::canonicalize(dir).ok());
        let is_it = |entry: &Path| {
            fs::canonicalize(entry).is_ok_and(|entry| named.as_ref() == Some(&entry))
        };
        is_it(&root.join(".git")) || self.git.dir().is_some_and(is_it)
    }

    /// Finds the first entry on the path to a folder that is not a folder of the commit, with its
    /// path from the root of the tree. Returns `None` if there is no obstacle.
    ///
    /// # Errors
    /// If the tree of the commit is incomplete.
    pub fn in_the_way(
        &self,
        commit: &Commit,
        way: &Path,
    ) -> io::Result<Option<(PathBuf, InPlace)>> {
        for above in way.ancestors().collect::<Vec<_>>().into_iter().rev() {
            match tree::in_place(&self.git, &commit.id, above)? {
                Some(InPlace::Folder) => {}
                Some(other) => return Ok(Some((above.to_owned(), other))),
                None => break,
            }
        }
        Ok(None)
    }
}
