//! The place of a repository, found by its `.git` entry before git is started. Git itself never
//! searches.

use crate::diagnostic::message;
use crate::store::real_path::real_path;
use crate::text::path_text;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A repository that could be asked, and the folder in which git is started for that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RepositoryPlace {
    /// The root of a working tree: the nearest folder above that has an entry `.git`.
    Tree(PathBuf),
    /// A repository without a working tree, outside of every working tree.
    Bare(PathBuf),
    /// The repository that `GIT_DIR` names, as in a hook.
    Named(PathBuf),
}

/// The beginning of a gitfile, followed by the path to the repository of a linked worktree or of a
/// submodule.
const GITFILE: &str = "gitdir:";
/// The most bytes of a gitfile that are read.
const MAX_GITFILE: u64 = 1 << 20;
/// The most bytes of a `.mailmap` file, in which git moves all later entries for each new one: a
/// large project has a tenth of it.
pub(super) const MAX_MAILMAP: u64 = 256 << 10;

impl RepositoryPlace {
    /// Finds the repository of a folder. A repository in the middle of a working tree can be
    /// content that a clone brought along: the `.git` above it counts, whatever the folder looks
    /// like.
    pub(super) fn of(folder: &Path) -> Option<RepositoryPlace> {
        let named = std::env::var_os("GIT_DIR")
            .filter(|dir| !dir.is_empty())
            .and_then(|dir| fs::canonicalize(dir).ok());
        if let Some(named) = named.as_ref().filter(|named| folder.starts_with(named)) {
            return Some(RepositoryPlace::Named(named.clone()));
        }
        // If the system gives no answer, git reports the error.
        if let Some(root) =
            folder.ancestors().find(|above| above.join(".git").try_exists().unwrap_or(true))
        {
            let inside = folder.ancestors().filter(|above| above.starts_with(root.join(".git")));
            let own = inside
                .into_iter()
                .find(|above| is_repository(above) || above.join("commondir").exists());
            return Some(own.map_or_else(
                || RepositoryPlace::Tree(root.to_owned()),
                |own| RepositoryPlace::Bare(own.to_owned()),
            ));
        }
        named.map(RepositoryPlace::Named).or_else(|| {
            folder
                .ancestors()
                .find(|above| is_repository(above))
                .map(|above| RepositoryPlace::Bare(above.to_owned()))
        })
    }

    /// The folder in which git is started.
    pub(super) fn start(&self) -> &Path {
        let (RepositoryPlace::Tree(folder)
        | RepositoryPlace::Bare(folder)
        | RepositoryPlace::Named(folder)) = self;
        folder
    }

    /// Whether the entries that git looks for first exist. Without them git finds no repository.
    pub(super) fn is_complete(&self) -> bool {
        let own = self.own();
        is_repository(&own) || own.join("HEAD").exists() && own.join("commondir").exists()
    }

    /// The folder that git keeps its own files in.
    fn own(&self) -> PathBuf {
        match self {
            RepositoryPlace::Tree(root) => git_folder(&root.join(".git")),
            RepositoryPlace::Bare(folder) | RepositoryPlace::Named(folder) => folder.clone(),
        }
    }

    /// Looks for pipes and devices among the files that git opens without looking: it would wait
    /// for them without an end. And for a map of names that takes it too long.
    ///
    /// # Errors
    /// With the first of them.
    pub(super) fn has_plain_files(&self) -> io::Result<()> {
        if let RepositoryPlace::Tree(root) = self {
            let names = root.join(".mailmap");
            plain(&names)?;
            if fs::metadata(&names).is_ok_and(|data| data.len() > MAX_MAILMAP) {
                return Err(large_map());
            }
        }
        let own = self.own();
        folder_is_plain(&own, 0)?;
        match read_line(&own.join("commondir")) {
            Some(common) => folder_is_plain(&own.join(common), 0),
            None => Ok(()),
        }
    }
}

/// Returns the folders that git keeps its own files of this working tree in, and those of the whole
/// clone, which differ in a linked working tree; none where no repository is around the folder. Git
/// is not started for that.
pub(in crate::store) fn own_folders(folder: &Path) -> Option<[PathBuf; 2]> {
    let place = RepositoryPlace::of(&real_path(folder).ok()?)?;
    if !place.is_complete() {
        return None;
    }
    let own = place.own();
    let common = match read_line(&own.join("commondir")) {
        Some(common) => own.join(common),
        None => own.clone(),
    };
    Some([own, common])
}

/// Whether a folder is in a repository without a working tree, or in one that the caller names.
pub(in crate::store) fn is_without_tree(folder: &Path) -> bool {
    matches!(
        RepositoryPlace::of(folder),
        Some(RepositoryPlace::Bare(_) | RepositoryPlace::Named(_))
    )
}

/// Whether the working tree around a folder has ever been a sparse one. Git is not started for
/// that.
pub fn may_be_sparse(folder: &Path) -> bool {
    let root = folder.ancestors().find(|above| above.join(".git").exists());
    root.is_some_and(|root| git_folder(&root.join(".git")).join("info/sparse-checkout").exists())
}

/// Whether a folder is a repository without a working tree, as git sees it.
pub(super) fn is_repository(folder: &Path) -> bool {
    folder.join("HEAD").exists() && folder.join("objects").is_dir() && folder.join("refs").is_dir()
}

/// The error for a map of names that is too large.
pub(super) fn large_map() -> io::Error {
    io::Error::other(message!(
        "git.mailmap-too-large",
        "the file .mailmap has more than {most} KiB, and git would sort it for too long",
        most = MAX_MAILMAP >> 10
    ))
}

/// Returns the folder of a `.git` entry, which may be a gitfile.
pub(in crate::store) fn git_folder(entry: &Path) -> PathBuf {
    match read_line(entry).as_deref().and_then(|line| line.strip_prefix(GITFILE)) {
        Some(way) => entry.parent().unwrap_or(entry).join(way.trim()),
        None => entry.to_owned(),
    }
}

/// The text of a small regular file, without the space around it.
fn read_line(path: &Path) -> Option<String> {
    let is_small = fs::metadata(path).is_ok_and(|data| data.is_file() && data.len() <= MAX_GITFILE);
    is_small.then(|| fs::read_to_string(path).ok().map(|text| text.trim().to_owned())).flatten()
}

/// Whether a folder of a repository holds files that git opens by name. Others, such as `modules`,
/// hold other repositories.
fn is_read(name: &OsStr, depth: usize) -> bool {
    depth > 0 || ["refs", "objects", "info", "reftable", "logs"].iter().any(|known| name == *known)
}

fn folder_is_plain(folder: &Path, depth: usize) -> io::Result<()> {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_file() => {}
            Ok(kind) if kind.is_dir() => {
                if is_read(&entry.file_name(), depth) && depth < 32 {
                    folder_is_plain(&entry.path(), depth + 1)?;
                }
            }
            _ => plain(&entry.path())?,
        }
    }
    Ok(())
}

/// Refuses a pipe or a device, also through a link.
fn plain(path: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(data) if waits(data.file_type()) => Err(io::Error::other(message!(
            "git.pipe-or-device",
            "{path} is a pipe or a device, and git would wait for it",
            path = path_text(path)
        ))),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn waits(kind: fs::FileType) -> bool {
    use std::os::unix::fs::FileTypeExt;
    kind.is_fifo() || kind.is_char_device() || kind.is_block_device()
}

#[cfg(not(unix))]
fn waits(_: fs::FileType) -> bool {
    false
}
