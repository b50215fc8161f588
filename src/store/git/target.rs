//! Git, and the repository that it is asked about.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::environment::{KEPT, KEPT_BEGINNINGS, KEPT_IN_HOOK};
use super::repository_place::RepositoryPlace;
use crate::store::real_path::real_path;

/// Git, and the repository that it is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) struct Git {
    /// The folder in which it is started.
    pub(super) start: PathBuf,
    pub(super) which: GitProgram,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum GitProgram {
    /// The repository of the folder in which git is started, if git trusts the folder's owner.
    Here { may_be_bare: bool },
    /// The repository that the caller names, with its working tree once it is known.
    Named { dir: PathBuf, tree: Option<PathBuf> },
    /// A repository that git trusts, with its working tree.
    Known { dir: PathBuf, tree: Option<PathBuf> },
    /// No repository: only the user's own settings count.
    None,
}

impl Git {
    /// Git in the repository of a folder. It has not looked at it yet.
    pub(super) fn at(place: &RepositoryPlace) -> Git {
        let start = place.start().to_owned();
        match place {
            RepositoryPlace::Tree(_) => {
                Git { start, which: GitProgram::Here { may_be_bare: false } }
            }
            RepositoryPlace::Bare(_) => {
                Git { start, which: GitProgram::Here { may_be_bare: true } }
            }
            // The caller's `GIT_WORK_TREE` is relative to the folder in which the caller is.
            RepositoryPlace::Named(dir) => Git {
                start: std::env::current_dir().unwrap_or(start),
                which: GitProgram::Named { dir: dir.clone(), tree: None },
            },
        }
    }

    /// Makes a git for commands that need no repository, but read the settings of one if there is
    /// one.
    pub(in crate::store) fn near(folder: &Path) -> Git {
        let place = real_path(folder)
            .ok()
            .and_then(|folder| RepositoryPlace::of(&folder))
            .filter(|place| place.has_plain_files().is_ok());
        place.as_ref().map_or_else(
            || Git {
                start: folder.ancestors().last().unwrap_or(folder).to_owned(),
                which: GitProgram::None,
            },
            Git::at,
        )
    }

    /// Returns this git with the known place of its repository. It is started at the root of the
    /// working tree, or in the repository.
    #[must_use]
    pub(super) fn knowing(&self, dir: PathBuf, tree: Option<PathBuf>) -> Git {
        let start = tree.clone().unwrap_or_else(|| dir.clone());
        match self.which {
            GitProgram::Named { .. } => Git { start, which: GitProgram::Named { dir, tree } },
            _ => Git { start, which: GitProgram::Known { dir, tree } },
        }
    }

    /// The repository's own folder, once git has said where it is.
    pub(super) fn dir(&self) -> Option<&Path> {
        match &self.which {
            GitProgram::Named { dir, .. } | GitProgram::Known { dir, .. } => Some(dir),
            GitProgram::Here { .. } | GitProgram::None => None,
        }
    }

    /// Returns this git without the working tree: its `.mailmap` file is not read.
    #[must_use]
    pub(super) fn without_tree(&self) -> Git {
        match &self.which {
            GitProgram::Named { dir, .. } | GitProgram::Known { dir, .. } => {
                self.knowing(dir.clone(), None)
            }
            _ => self.clone(),
        }
    }

    /// Whether git gets a variable of the caller.
    pub(super) fn keeps(&self, name: &OsStr) -> bool {
        let is_named = matches!(self.which, GitProgram::Named { .. });
        let name = name.to_string_lossy().to_ascii_uppercase();
        let is_own = !name.starts_with("GIT_") && name != "SSH_ASKPASS";
        is_own
            || KEPT.contains(&name.as_str())
            || KEPT_BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
            || is_named && KEPT_IN_HOOK.contains(&name.as_str())
    }
}
