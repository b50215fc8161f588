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
    /// Takes note of the files of a workspace, as `seen` before they were read.
    pub fn new(workspace: &Workspace) -> Self {
        let mut paths = BTreeSet::from([workspace.folder.clone()]);
        // A file that appears or goes changes the time of its folder.
        for (_, source) in workspace.input.sources.iter() {
            let Some((_, name)) = source.path.split_once('/') else { continue };
            let path = workspace.folder.join(name);
            paths.extend(path.parent().map(Path::to_owned));
            paths.insert(path);
        }
        Watch { seen: looks(&paths), paths }
    }

    /// Whether anything has changed since then.
    pub fn has_changed(&self) -> bool {
        !self.paths.is_empty() && looks(&self.paths) != self.seen
    }
}

fn looks(paths: &BTreeSet<PathBuf>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        let data = metadata(path).ok();
        data.map(|data| (data.len(), data.modified().ok())).hash(&mut hasher);
    }
    hasher.finish()
}
