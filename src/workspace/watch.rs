//! Whether the files of a folder have changed, by their lengths and times.

use std::collections::BTreeSet;
use std::fs::metadata;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use super::Workspace;

/// The files and folders that were read, and what they looked like.
#[derive(Default)]
pub struct Watch {
    paths: BTreeSet<PathBuf>,
    seen: u64,
}

impl Watch {
    /// Takes note of the files of a workspace that was read just now.
    pub fn new(workspace: &Workspace) -> Self {
        let paths = paths_of(workspace);
        Watch { seen: looks(&paths), paths }
    }

    /// Tells what the files look like now: to be given to [`Watch::after`] once they were read.
    pub fn now(&self) -> u64 {
        looks(&self.paths)
    }

    /// Takes note of the files of a workspace that was read again, as they looked before that: what
    /// changes while they are read is then seen as a change. Where other files are read than
    /// before, they have to be read once more.
    pub fn after(&self, workspace: &Workspace, before: u64) -> Self {
        let paths = paths_of(workspace);
        let seen = if paths == self.paths { before } else { !looks(&paths) };
        Watch { paths, seen }
    }

    /// Whether anything has changed since then.
    pub fn has_changed(&self) -> bool {
        !self.paths.is_empty() && looks(&self.paths) != self.seen
    }
}

/// The files and folders of a workplans folder. A file that appears or goes changes the time of its
/// folder, also of one that was empty.
fn paths_of(workspace: &Workspace) -> BTreeSet<PathBuf> {
    let mut paths = BTreeSet::from([workspace.folder.clone()]);
    let entries = workspace.folder.read_dir().into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    paths.extend(folders.map(|folder| folder.path()));
    for (path, _) in workspace.input.present() {
        let path = workspace.folder.join(path);
        paths.extend(path.parent().map(Path::to_owned));
        paths.insert(path);
    }
    paths
}

fn looks(paths: &BTreeSet<PathBuf>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        let data = metadata(path).ok();
        data.map(|data| (data.len(), data.modified().ok())).hash(&mut hasher);
    }
    hasher.finish()
}
