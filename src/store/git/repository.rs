//! A git repository, seen from a folder inside it.

use std::io;
use std::path::{Path, PathBuf};

use super::commit::Commit;
use super::repository_place::{self, RepositoryPlace};
use super::target::Git;
use super::tree::{self, InPlace};
use super::tree_path::{path_of, plain};
use crate::diagnostic::{Message, message};
use crate::store::folder_files::FolderFiles;
use crate::store::real_path::real_path;
use crate::text::path_text;

/// A git repository, seen from a folder inside it.
#[derive(Clone, Debug)]
pub struct Repository {
    /// Git, pointed at the repository.
    pub(super) git: Git,
    /// The root of the working tree, if there is one.
    root: Option<PathBuf>,
    /// The path from the root of the tree to the folder; empty without a working tree.
    prefix: PathBuf,
    /// Whether only a part of the history is here.
    pub(super) is_shallow: bool,
    /// Whether the folder itself looks like a repository that was passed over.
    is_passed_over: bool,
}

/// Why a folder has no repository to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoRepository {
    /// The folder is in none.
    Outside,
    /// Git is not installed.
    NoGit(Message),
    /// A repository that cannot be used: the reason.
    Unusable(Message),
}

impl Repository {
    /// Finds the repository of a folder. A repository without a working tree counts only if plans
    /// are read from a commit.
    ///
    /// # Errors
    /// If there is no repository, or it cannot be used.
    pub fn find(folder: &Path, is_bare_allowed: bool) -> Result<Repository, NoRepository> {
        let place = RepositoryPlace::of(folder)
            .filter(|place| is_bare_allowed || !matches!(place, RepositoryPlace::Bare(_)));
        let place = place.ok_or(NoRepository::Outside)?;
        place.has_plain_files()?;
        let git = Git::at(&place);
        let asked = [
            "--is-shallow-repository",
            "--is-bare-repository",
            "--is-inside-work-tree",
            "--show-prefix",
            "--absolute-git-dir",
        ];
        let said = git.ask(&[["rev-parse"].as_slice(), &asked].concat()).map_err(|error| {
            if error.kind() != io::ErrorKind::NotFound && !place.is_complete() {
                return NoRepository::Unusable(message!(
                    "git.not-repository",
                    "its `.git` is not a repository"
                ));
            }
            NoRepository::from(error)
        })?;
        // A path may hold line ends; none of the lines above does, where git is at the root of a
        // tree.
        let mut lines = said.splitn(5, |&byte| byte == b'\n');
        let mut is_true = || lines.next() == Some(b"true");
        let (is_shallow, is_bare, has_tree) = (is_true(), is_true(), is_true());
        let is_root = lines.next().is_some_and(<[u8]>::is_empty);
        let own =
            lines.next().and_then(|line| line.strip_suffix(b"\n")).map(path_of).unwrap_or_default();
        let root = match &place {
            RepositoryPlace::Tree(_) if is_bare => return Err(setting("core.bare", &own)),
            RepositoryPlace::Tree(_) if !(has_tree && is_root) => {
                return Err(setting("core.worktree", &own));
            }
            RepositoryPlace::Tree(root) => Some(root.clone()),
            RepositoryPlace::Named(named) if has_tree && !folder.starts_with(named) => {
                let said = git.ask(&["rev-parse", "--show-toplevel"])?;
                Some(path_of(said.strip_suffix(b"\n").unwrap_or(&said)))
            }
            RepositoryPlace::Named(_) | RepositoryPlace::Bare(_) => None,
        };
        let prefix = root.as_deref().map_or(Ok(Path::new("")), |root| folder.strip_prefix(root));
        let prefix = prefix.map_err(|_| NoRepository::Outside)?.to_owned();
        let is_passed_over = root.is_some() && repository_place::is_repository(folder);
        Ok(Repository {
            git: git.knowing(own, root.clone()),
            root,
            prefix,
            is_shallow,
            is_passed_over,
        })
    }

    /// Returns the folder `dir` in the tree of a commit, by its path from the root. A relative
    /// `dir` starts from this folder, or from the root of the tree without a working tree. Without
    /// `dir`, it is the nearest `workplans` folder in this folder or one above it.
    ///
    /// Returns `None` if the commit has no such folder.
    ///
    /// # Errors
    /// If the tree of the commit is incomplete.
    pub fn folder_at(&self, commit: &Commit, dir: Option<&Path>) -> io::Result<Option<PathBuf>> {
        for path in self.candidates(dir) {
            if self.has_folder(commit, &path)? {
                return Ok(Some(path));
            }
        }
        Ok(None)
    }

    /// The paths from the root of the tree at which a workplans folder can be.
    fn candidates(&self, dir: Option<&Path>) -> Vec<PathBuf> {
        match dir {
            Some(dir) => plain(&self.prefix.join(dir)).into_iter().collect(),
            None => self.prefix.ancestors().map(|above| above.join("workplans")).collect(),
        }
    }

    /// Finds the entry of a commit in place of a workplans folder, if it is not a folder; with its
    /// path.
    ///
    /// # Errors
    /// If the tree of the commit is incomplete.
    pub fn in_place_of_folder(
        &self,
        commit: &Commit,
        dir: Option<&Path>,
    ) -> io::Result<Option<(PathBuf, InPlace)>> {
        for path in self.candidates(dir) {
            // A link or a submodule further up also takes the place.
            let found = self.in_the_way(commit, &path)?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// Returns the path from the root of the tree to the folder that the repository is seen from;
    /// empty without a working tree.
    pub fn prefix(&self) -> &Path {
        &self.prefix
    }

    /// The root of the working tree, if there is one.
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// Returns the root of the working tree; `None` if there is none, or if the checkout is sparse.
    pub fn whole_tree(&self) -> Option<&Path> {
        self.root.as_deref().filter(|_| self.is_sparse().is_ok_and(|is_sparse| !is_sparse))
    }

    /// Whether there is an index.
    pub(super) fn has_index(&self) -> bool {
        self.root.is_some()
    }

    /// Whether only a part of the working tree is wanted.
    ///
    /// # Errors
    /// If git cannot be asked.
    pub fn is_sparse(&self) -> io::Result<bool> {
        Ok(self
            .git
            .ask_for(&["config", "--type=bool", "core.sparseCheckout"])?
            .is_some_and(|said| said.trim_ascii() == b"true"))
    }

    /// Whether the folder looks like a repository itself, but the outer repository is read.
    pub fn is_passed_over(&self) -> bool {
        self.is_passed_over
    }

    /// Whether only a part of the history is here.
    pub fn is_shallow(&self) -> bool {
        self.is_shallow
    }

    /// Returns an identity of this repository on the machine, which a later repository in its place
    /// does not have. Returns `None` if objects may come from elsewhere or change: with
    /// replacements, grafts or alternates, or in a partial clone.
    ///
    /// # Errors
    /// If git cannot be asked.
    pub fn identity(&self) -> io::Result<Option<String>> {
        let common = self.git.ask(&["rev-parse", "--path-format=absolute", "--git-common-dir"])?;
        let common = real_path(&path_of(common.strip_suffix(b"\n").unwrap_or(&common)))?;
        let is_lent = ["info/grafts", "objects/info/alternates", "objects/info/http-alternates"]
            .iter()
            .any(|file| common.join(file).exists())
            || ["GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"]
                .iter()
                .any(|name| std::env::var_os(name).is_some());
        if is_lent
            || self.is_partial()?
            || !self.git.ask(&["for-each-ref", "--count=1", "refs/replace/"])?.is_empty()
        {
            return Ok(None);
        }
        let data = common.metadata()?;
        Ok(Some(format!("{common:?} {:?} {:?}", number_of(&data), data.created().ok())))
    }

    /// Whether some contents are left to another repository until they are asked for.
    ///
    /// # Errors
    /// If git cannot be asked.
    pub fn is_partial(&self) -> io::Result<bool> {
        Ok(self.git.ask_for(&["config", "--get-regexp", r"^remote\..*\.promisor$"])?.is_some())
    }

    /// Whether a commit has a folder at this way from the root of its tree.
    ///
    /// # Errors
    /// If the tree of the commit is incomplete.
    pub fn has_folder(&self, commit: &Commit, path: &Path) -> io::Result<bool> {
        Ok(tree::in_place(&self.git, &commit.id, path)? == Some(InPlace::Folder))
    }

    /// Reads the files of a workplans folder as they were in a commit; `path` is the folder's way
    /// from the root of the tree. `None` where it has no such folder.
    ///
    /// # Errors
    /// If git cannot list or read them.
    pub fn read_folder(&self, commit: &Commit, path: &Path) -> io::Result<Option<FolderFiles>> {
        tree::read(&self.git, &commit.id, path)
    }
}

impl From<io::Error> for NoRepository {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => NoRepository::NoGit(Message::from(&error)),
            _ => NoRepository::Unusable(Message::from(&error)),
        }
    }
}

/// Returns the error for a setting that separates a repository from its working tree.
fn setting(name: &str, repository: &Path) -> NoRepository {
    NoRepository::Unusable(message!(
        "git.other-working-tree",
        "`{name}` in the settings of {repository} says that the working tree is elsewhere; `git config \
        --unset {name}` removes the setting",
        name,
        repository = path_text(repository)
    ))
}

/// The number that the file system gives a folder.
#[cfg(unix)]
fn number_of(data: &std::fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((data.dev(), data.ino()))
}

/// The number that the file system gives a folder.
#[cfg(not(unix))]
fn number_of(_: &std::fs::Metadata) -> Option<(u64, u64)> {
    None
}
