use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::command::ask;
use super::tree;
use crate::model::Day;
use crate::store::Files;

/// A git repository, seen from a folder inside it.
#[derive(Clone, Debug)]
pub struct Repository {
    /// Where git is started.
    folder: PathBuf,
    /// The way from the root of the tree to that folder; empty where there is no working tree.
    prefix: PathBuf,
    /// Whether there is a working tree.
    has_tree: bool,
    /// Whether only a part of the history is here.
    is_shallow: bool,
}

/// One commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its full id.
    pub id: String,
    /// The committer's day, in the committer's own zone.
    pub day: Option<Day>,
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
    /// The repository that holds a folder.
    ///
    /// # Errors
    /// Where there is none, or git refuses it; the message is git's.
    pub fn find(folder: &Path) -> io::Result<Repository> {
        let said = ask(folder, &["rev-parse", "--is-shallow-repository", "--is-inside-work-tree", "--show-prefix"])?;
        let mut lines = said.splitn(3, |&byte| byte == b'\n');
        let is_shallow = lines.next() == Some(b"true");
        let has_tree = lines.next() == Some(b"true");
        let prefix = lines.next().unwrap_or_default();
        let prefix = prefix.strip_suffix(b"\n").unwrap_or(prefix);
        let prefix = if has_tree { path_of(prefix) } else { PathBuf::new() };
        Ok(Repository { folder: folder.to_owned(), prefix, has_tree, is_shallow })
    }

    /// The commit that a revision names: anything that `git rev-parse` takes for one.
    ///
    /// # Errors
    /// With what there is instead.
    pub fn commit(&self, revision: &str) -> Result<Commit, NoRevision> {
        let mut wanted = format!("{revision}^{{commit}}");
        // What `git rev-list` could take for more than one commit.
        if revision.contains("..") || revision.starts_with('^') {
            let id = ask(&self.folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted]);
            wanted = id.ok().and_then(|id| String::from_utf8(id).ok()).map(|id| id.trim().to_owned()).ok_or_else(|| self.no_revision())?;
        }
        let said = ask(&self.folder, &["rev-list", "--no-walk", "--format=%H %cs", "--end-of-options", &wanted, "--"]);
        let said = said.ok().and_then(|said| String::from_utf8(said).ok()).unwrap_or_default();
        // Above it stands `commit ID`.
        match said.lines().next_back().and_then(|line| line.split_once(' ')) {
            Some((id, day)) => Ok(Commit { id: id.to_owned(), day: day.parse().ok() }),
            None => Err(self.no_revision()),
        }
    }

    fn no_revision(&self) -> NoRevision {
        let names = ask(&self.folder, &["for-each-ref", "--format=%(refname:short)"]).unwrap_or_default();
        let names: Vec<String> = String::from_utf8_lossy(&names).lines().map(str::to_owned).collect();
        let is_empty = names.is_empty() && ask(&self.folder, &["rev-parse", "--verify", "--quiet", "HEAD"]).is_err();
        NoRevision { names, is_shallow: self.is_shallow, is_empty }
    }

    /// The folder `dir` in the tree of a commit, by its way from the root. A relative `dir` starts from this folder, and from the root of the
    /// tree where there is no working tree. Without one, the nearest `workplans` folder in this folder or one above it.
    ///
    /// `None` where the commit has no such folder.
    ///
    /// # Errors
    /// Where the tree of the commit is not all here.
    pub fn folder_at(&self, commit: &Commit, dir: Option<&Path>) -> io::Result<Option<PathBuf>> {
        let candidates: Vec<PathBuf> = match dir {
            Some(dir) => plain(&self.prefix.join(dir)).into_iter().collect(),
            None => self.prefix.ancestors().map(|above| above.join("workplans")).collect(),
        };
        for path in candidates {
            if tree::is_folder(&self.folder, &commit.id, &path)? {
                return Ok(Some(path));
            }
        }
        Ok(None)
    }

    /// Where git is started.
    pub(super) fn start(&self) -> &Path {
        &self.folder
    }

    /// A path from the root of the tree, as git takes it where it is started.
    pub(super) fn seen_from_here(&self, path: &Path) -> PathBuf {
        let up: PathBuf = self.prefix.components().map(|_| "..").collect();
        let way = up.join(path);
        if way.as_os_str().is_empty() { PathBuf::from(".") } else { way }
    }

    /// The way from the root of the tree to the folder that the repository is seen from; empty where there is no working tree.
    pub fn prefix(&self) -> &Path {
        &self.prefix
    }

    /// The root of the working tree; `None` where there is none, or only a part of it is wanted.
    pub fn whole_tree(&self) -> Option<&Path> {
        let is_sparse =
            || ask(&self.folder, &["config", "--type=bool", "core.sparseCheckout"]).is_ok_and(|said| said.trim_ascii() == b"true");
        let root = self.folder.ancestors().nth(self.prefix.components().count());
        root.filter(|_| self.has_tree && !is_sparse())
    }

    /// Whether only a part of the history is here.
    pub fn is_shallow(&self) -> bool {
        self.is_shallow
    }

    /// Whether an id may stand for something else than its content: git then reads another object in its place.
    pub fn has_replacements(&self) -> bool {
        !ask(&self.folder, &["for-each-ref", "--count=1", "refs/replace/"]).is_ok_and(|said| said.is_empty())
    }

    /// Whether some contents are left to another repository until they are asked for.
    pub fn is_partial(&self) -> bool {
        ask(&self.folder, &["config", "--get-regexp", r"^remote\..*\.promisor$"]).is_ok()
    }

    /// Whether a commit has a folder at this way from the root of its tree.
    ///
    /// # Errors
    /// Where the tree of the commit is not all here.
    pub fn has_folder(&self, commit: &Commit, path: &Path) -> io::Result<bool> {
        tree::is_folder(&self.folder, &commit.id, path)
    }

    /// The commit from which the histories of two part; `None` where they have nothing in common that is known here.
    pub fn merge_base(&self, a: &Commit, b: &Commit) -> Option<Commit> {
        let said = ask(&self.folder, &["merge-base", &a.id, &b.id]).ok()?;
        let id = String::from_utf8(said).ok()?;
        self.commit(id.lines().next()?).ok()
    }

    /// Reads the files of a workplans folder as they were in a commit; `path` is the folder's way from the root of the tree. `None` where it has
    /// no such folder.
    ///
    /// # Errors
    /// Where git cannot list or read them.
    pub fn read_folder(&self, commit: &Commit, path: &Path) -> io::Result<Option<Files>> {
        tree::read(&self.folder, &commit.id, path)
    }
}

/// The path without `.` and `..`; `None` where it leads out of the tree.
fn plain(path: &Path) -> Option<PathBuf> {
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

/// A path as git prints it.
#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec(bytes.to_vec()).into()
}

/// A path as git prints it.
#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    OsString::from(String::from_utf8_lossy(bytes).into_owned()).into()
}
