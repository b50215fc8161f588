//! A workplans folder as git sees it: its path through plain folders, from the root of the
//! repository that its name is in.

use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::git::is_without_tree;
use super::real_path::real_path;
use super::tree::{goes_through_git, repository_above};

/// The name of a folder, and the repository that the name is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderPath {
    /// The root of the repository's working tree, reached by no link.
    pub root: PathBuf,
    /// From there to the folder, spelled as on the disk where nothing leads elsewhere.
    pub inside: PathBuf,
    /// The folder as the user named it.
    pub named: PathBuf,
    /// The link on it that leads farthest away.
    pub link: Option<PathLink>,
}

/// A link on a way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathLink {
    /// From the root of the repository.
    pub way: PathBuf,
    /// The absolute path that it leads to.
    pub target: PathBuf,
    /// Whether the target is outside the repository.
    pub leads_out: bool,
}

impl FolderPath {
    /// Returns the path to a folder that a user in `here` names. The repository is that of `here`
    /// if the name stays in it, otherwise the first one on the path, or one further down. The
    /// folder need not exist. Returns `None` if there is no working tree, or if the path goes
    /// through its `.git`.
    pub fn of(here: &Path, folder: &Path) -> Option<FolderPath> {
        let real = real_path(here).unwrap_or_else(|_| here.to_owned());
        let whole = plain(&here.join(folder));
        let whole = whole.strip_prefix(here).map_or_else(|_| whole.clone(), |rest| real.join(rest));
        if whole.starts_with(&real) && is_without_tree(&real) {
            return None;
        }
        let own = repository_above(&real).filter(|root| whole.starts_with(root));
        let top = own.or_else(|| {
            whole.ancestors().filter(|above| has_git(above)).last().map(Path::to_path_buf)
        })?;
        FolderPath::from(&top, whole.strip_prefix(&top).ok()?)
    }

    /// The way from the root of a working tree.
    pub fn from(top: &Path, rest: &Path) -> Option<FolderPath> {
        if rest.iter().next().is_some_and(|name| name == ".git") {
            return None;
        }
        let mut link: Option<PathLink> = None;
        let (mut path, mut root) = (top.to_owned(), top.to_owned());
        for name in rest {
            path.push(name);
            if path.is_symlink() {
                let target = real_path(&path).unwrap_or_else(|_| path.clone());
                let is_inside =
                    |root: PathBuf| target.starts_with(&root) && !goes_through_git(&root, &target);
                let leads_out = path.exists() && !real_path(&root).is_ok_and(is_inside);
                if link.as_ref().is_none_or(|known| leads_out && !known.leads_out) {
                    let way = path.strip_prefix(&root).unwrap_or(&path).to_owned();
                    link = Some(PathLink { way, target, leads_out });
                }
            } else if link.is_none() && has_git(&path) {
                root.clone_from(&path);
            }
        }
        let named = path.strip_prefix(&root).ok()?.to_owned();
        let root = real_path(&root).unwrap_or(root);
        // Without a link, this gives capitals and other spellings of a name as the disk and git
        // have them.
        let real = real_path(&path).ok().filter(|_| link.is_none());
        let inside = real
            .and_then(|real| real.strip_prefix(&root).ok().map(Path::to_owned))
            .unwrap_or_else(|| named.clone());
        Some(FolderPath { root, inside, named, link })
    }
}

/// Whether a folder is the root of a working tree. Where the system does not say, it may be one.
fn has_git(folder: &Path) -> bool {
    match folder.join(".git").symlink_metadata() {
        Ok(_) => true,
        Err(error) => !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
    }
}

/// Returns an absolute path without `.` and `..`, by its names alone.
pub fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}
