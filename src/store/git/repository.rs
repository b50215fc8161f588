use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Component, Path, PathBuf};

use super::command::Git;
use super::repository_place::{self, RepositoryPlace};
use super::tree::{self, CatFile, InPlace};
use crate::model::Day;
use crate::store::FolderFiles;

/// A git repository, seen from a folder inside it.
#[derive(Clone, Debug)]
pub struct Repository {
    /// Git, pointed at the repository.
    pub(super) git: Git,
    /// The root of the working tree, if there is one.
    root: Option<PathBuf>,
    /// The way from the root of the tree to the folder; empty where there is no working tree.
    prefix: PathBuf,
    /// Whether only a part of the history is here.
    is_shallow: bool,
    /// Whether the folder itself looks like a repository that was passed over.
    is_passed_over: bool,
}

/// Why a folder has no repository to ask.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoRepository {
    /// The folder is in none.
    #[error("the folder is in no git repository")]
    Outside,
    /// Git is not installed.
    #[error("{0}")]
    NoGit(String),
    /// There is one that cannot be used: why.
    #[error("the git repository cannot be used: {0}")]
    Unusable(String),
}

/// One commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its full id.
    pub id: String,
    /// The committer's day, in the committer's own zone.
    pub day: Option<Day>,
}

/// Where two histories part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeBase {
    /// At these commits, none of which led to another one of them: at one, or at several where each
    /// line has taken in a part of the other.
    Found(Vec<Commit>),
    /// Nowhere: they are not related.
    None,
    /// Nobody can say: a part of the history is missing in this clone.
    Hidden,
}

/// A revision that names no commit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoRevision {
    /// Branches and tags that there are.
    pub names: Vec<String>,
    /// Whether only a part of the history is here.
    pub is_shallow: bool,
    /// Whether there is any commit at all.
    pub is_empty: bool,
}

impl Repository {
    /// Finds the repository that holds a folder. One without a working tree counts only if plans
    /// are read from a commit.
    ///
    /// # Errors
    /// Where there is none, or it cannot be used.
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
                return NoRepository::Unusable("its `.git` is not a repository".to_owned());
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

    /// The commit that a revision names: anything that `git rev-parse` takes for one commit; with
    /// git's warnings about it.
    ///
    /// # Errors
    /// With what there is instead; or where git cannot be asked.
    pub fn commit(&self, revision: &str) -> io::Result<Result<(Commit, Vec<String>), NoRevision>> {
        let mut wanted = revision.to_owned();
        // What `git rev-list` takes for more than one commit, or leaves out.
        if revision.starts_with('-') {
            return self.no_revision().map(Err);
        }
        if revision.starts_with('^')
            || ["..", "^!", "^-", "^@"].iter().any(|sign| revision.contains(sign))
        {
            let said = self.git.ask(&["rev-parse", "--revs-only", revision]).unwrap_or_default();
            match String::from_utf8_lossy(&said).lines().collect::<Vec<_>>().as_slice() {
                [id] if !id.starts_with('^') => wanted = (*id).to_owned(),
                _ => return self.no_revision().map(Err),
            }
        }
        let asked =
            ["rev-list", "--no-walk", "--format=%H %cs %ct", "--end-of-options", &wanted, "--"];
        let (said, warnings) = match self.git.ask_with_warnings(&asked) {
            Ok(found) => found,
            // Git also fails where it knows no such revision. Where it cannot say what there is
            // either, that is the reason.
            Err(error) if error.kind() == io::ErrorKind::Other => {
                return self.no_revision().map(Err);
            }
            Err(error) => return Err(error),
        };
        let said = String::from_utf8_lossy(&said);
        // Above each stands `commit ID`.
        match said.lines().collect::<Vec<_>>().as_slice() {
            [_, line] => {
                let mut parts = line.split(' ');
                let mut part = || parts.next().unwrap_or_default();
                Ok(Ok((Commit { id: part().to_owned(), day: day_of(part(), part()) }, warnings)))
            }
            _ => self.no_revision().map(Err),
        }
    }

    fn no_revision(&self) -> io::Result<NoRevision> {
        let names = self.git.ask(&["for-each-ref", "--format=%(refname:short)"])?;
        let names: Vec<String> =
            String::from_utf8_lossy(&names).lines().map(str::to_owned).collect();
        let is_empty = names.is_empty()
            && self.git.ask(&["rev-parse", "--verify", "--quiet", "HEAD"]).is_err();
        Ok(NoRevision { names, is_shallow: self.is_shallow, is_empty })
    }

    /// The folder `dir` in the tree of a commit, by its way from the root. A relative `dir` starts
    /// from this folder, and from the root of the tree where there is no working tree. Without one,
    /// the nearest `workplans` folder in this folder or one above it.
    ///
    /// `None` where the commit has no such folder.
    ///
    /// # Errors
    /// Where the tree of the commit is not all here.
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

    /// Finds what a commit has where a workplans folder can be, if that is not a folder; with its
    /// path.
    ///
    /// # Errors
    /// Where the tree of the commit is not all here.
    pub fn in_place_of_folder(
        &self,
        commit: &Commit,
        dir: Option<&Path>,
    ) -> io::Result<Option<(PathBuf, InPlace)>> {
        for path in self.candidates(dir) {
            // A link or a submodule further up is in the place as well.
            let found = self.in_the_way(commit, &path)?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// The way from the root of the tree to the folder that the repository is seen from; empty
    /// where there is no working tree.
    pub fn prefix(&self) -> &Path {
        &self.prefix
    }

    /// The root of the working tree, if there is one.
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// The root of the working tree; `None` where there is none, or only a part of it is wanted.
    pub fn whole_tree(&self) -> Option<&Path> {
        self.root.as_deref().filter(|_| self.is_sparse().is_ok_and(|is_sparse| !is_sparse))
    }

    /// Whether there is a list of what the next commit is to hold.
    pub(super) fn has_index(&self) -> bool {
        self.root.is_some()
    }

    /// Whether only a part of the working tree is wanted.
    ///
    /// # Errors
    /// Where git cannot be asked.
    pub fn is_sparse(&self) -> io::Result<bool> {
        Ok(self
            .git
            .ask_for(&["config", "--type=bool", "core.sparseCheckout"])?
            .is_some_and(|said| said.trim_ascii() == b"true"))
    }

    /// Whether the folder looks like a repository itself, and the one of the working tree around it
    /// is read.
    pub fn is_passed_over(&self) -> bool {
        self.is_passed_over
    }

    /// Whether only a part of the history is here.
    pub fn is_shallow(&self) -> bool {
        self.is_shallow
    }

    /// Tells this repository from every other one on the machine, also from one that is put in its
    /// place later. `None` where what git says of an id may come from elsewhere, or change: there
    /// are replacements, grafts or alternates, or a part of the contents is left to another
    /// repository.
    ///
    /// # Errors
    /// Where git cannot be asked.
    pub fn identity(&self) -> io::Result<Option<String>> {
        let common = self.git.ask(&["rev-parse", "--path-format=absolute", "--git-common-dir"])?;
        let common = path_of(common.strip_suffix(b"\n").unwrap_or(&common)).canonicalize()?;
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
    /// Where git cannot be asked.
    pub fn is_partial(&self) -> io::Result<bool> {
        Ok(self.git.ask_for(&["config", "--get-regexp", r"^remote\..*\.promisor$"])?.is_some())
    }

    /// Whether a commit has a folder at this way from the root of its tree.
    ///
    /// # Errors
    /// Where the tree of the commit is not all here.
    pub fn has_folder(&self, commit: &Commit, path: &Path) -> io::Result<bool> {
        Ok(tree::in_place(&self.git, &commit.id, path)? == Some(InPlace::Folder))
    }

    /// Finds the commits from which the histories of two part; of many the first ones, up to that
    /// number.
    ///
    /// # Errors
    /// Where git cannot be asked.
    pub fn merge_base(&self, a: &Commit, b: &Commit, most: usize) -> io::Result<MergeBase> {
        let Some(said) = self.git.ask_for(&["merge-base", "--all", &a.id, &b.id])? else {
            return Ok(if self.is_shallow { MergeBase::Hidden } else { MergeBase::None });
        };
        let mut found = Vec::new();
        for id in String::from_utf8_lossy(&said).lines().take(most) {
            let Ok((base, _)) = self.commit(id)? else { return Ok(MergeBase::None) };
            if self.is_shallow
                && base.id != a.id
                && base.id != b.id
                && self.is_cut_since(&base.id, &[a, b])?
            {
                return Ok(MergeBase::Hidden);
            }
            found.push(base);
        }
        Ok(MergeBase::Found(found))
    }

    /// Whether the history ends, although the commit has parents, somewhere between a commit and
    /// those that come from it: a later commit that they have in common, or one that has changed
    /// something, can be among what is missing.
    ///
    /// # Errors
    /// Where git cannot be asked.
    pub fn is_cut_since(&self, base: &str, tips: &[&Commit]) -> io::Result<bool> {
        if !self.is_shallow {
            return Ok(false);
        }
        let mut ends =
            vec!["rev-list".to_owned(), "--max-parents=0".to_owned(), format!("^{base}")];
        ends.extend(tips.iter().map(|tip| tip.id.clone()).chain(["--".to_owned()]));
        let ends = self.git.ask_of_objects(&ends)?;
        let ends: Vec<String> = String::from_utf8_lossy(&ends).lines().map(str::to_owned).collect();
        let mut is_cut = false;
        CatFile::start(&self.git)?.each(&ends, |_, commit| {
            is_cut |= commit.is_ok_and(|commit| {
                commit
                    .bytes
                    .split(|&byte| byte == b'\n')
                    .take(3)
                    .any(|line| line.starts_with(b"parent "))
            });
            Ok(())
        })?;
        Ok(is_cut)
    }

    /// Reads the files of a workplans folder as they were in a commit; `path` is the folder's way
    /// from the root of the tree. `None` where it has no such folder.
    ///
    /// # Errors
    /// Where git cannot list or read them.
    pub fn read_folder(&self, commit: &Commit, path: &Path) -> io::Result<Option<FolderFiles>> {
        tree::read(&self.git, &commit.id, path)
    }
}

impl From<io::Error> for NoRepository {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => NoRepository::NoGit(error.to_string()),
            _ => NoRepository::Unusable(error.to_string()),
        }
    }
}

/// A setting takes a repository away from the working tree in which it lies.
fn setting(name: &str, repository: &Path) -> NoRepository {
    NoRepository::Unusable(format!(
        "`{name}` in the settings of {} says that the working tree is not here; `git config --unset {name}` removes the setting",
        repository.display()
    ))
}

/// The day of a commit as git shows it. Of a moment that is too large for it, git shows the first
/// day that it knows.
pub(super) fn day_of(day: &str, seconds: &str) -> Option<Day> {
    let seconds: i64 = seconds.parse().ok()?;
    day.parse().ok().filter(|_| day != "1970-01-01" || seconds.abs() <= 2 * 24 * 60 * 60)
}

/// The path without `.` and `..`; `None` where it leads out of the tree.
pub(super) fn plain(path: &Path) -> Option<PathBuf> {
    let mut way = PathBuf::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => way.push(name),
            Component::ParentDir if !way.pop() => return None,
            Component::RootDir | Component::Prefix(_) => return None,
            Component::ParentDir | Component::CurDir => {}
        }
    }
    Some(way)
}

/// A path from the root of the tree, as git takes it where it is started.
pub(super) fn seen_from_root(path: &Path) -> &Path {
    if path.as_os_str().is_empty() { Path::new(".") } else { path }
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

/// A path as git prints it.
#[cfg(unix)]
pub(super) fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec(bytes.to_vec()).into()
}

/// A path as git prints it.
#[cfg(not(unix))]
pub(super) fn path_of(bytes: &[u8]) -> PathBuf {
    OsString::from(String::from_utf8_lossy(bytes).into_owned()).into()
}

/// A path as git takes it, with `/` between its parts.
pub(super) fn slashed(path: &Path) -> Vec<u8> {
    path.iter().map(OsStr::as_encoded_bytes).collect::<Vec<_>>().join(&b'/')
}
