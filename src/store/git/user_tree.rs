//! The plans in a commit and in the index, and new commits of them, through the user's git.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::{Builder, TempDir};

use super::tree_path::path_of;
use super::user_git::UserGit;
use crate::diagnostic::message;
use crate::format::role;
use crate::store::name::{is_plain_name, text_of};

/// How git marks a regular file.
const REGULAR: &str = "100644";

/// How the names of files begin that git is writing into its store of objects.
const UNFINISHED: &str = "tmp_";

/// How the names of our own indexes begin, and when they are left over for certain.
const SPARE: &str = "index-";
const LONG_AGO: Duration = Duration::from_secs(24 * 60 * 60);

/// An index of our own, which goes when it is not needed any more.
#[derive(Debug)]
pub struct SpareIndex {
    folder: TempDir,
    /// Shows other runs, as long as it is open, that an index is in use.
    _in_use: Option<File>,
}

impl SpareIndex {
    /// The path of its file.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("index")
    }
}

/// A file of a tree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TreeEntry {
    /// How git marks its kind.
    pub mode: String,
    /// The id of its content.
    pub id: String,
}

impl TreeEntry {
    /// Makes the entry of a regular file.
    pub fn regular(id: String) -> Self {
        TreeEntry { mode: REGULAR.to_owned(), id }
    }

    /// Whether it is a regular file, and no link or repository.
    pub fn is_regular(&self) -> bool {
        self.mode.starts_with("100")
    }
}

/// The files of the format in a workplans folder, by their paths in it.
pub type PlanTree = BTreeMap<String, TreeEntry>;

/// A workplans folder in a repository, through the user's git.
#[derive(Clone, Debug)]
pub struct PlanTrees {
    /// Git, started at the root.
    pub git: UserGit,
    /// The path of the folder from the root, with `/`.
    pub(super) prefix: String,
    /// The repository's own folder and the file of its index, once git has said where they are.
    places: OnceCell<(PathBuf, PathBuf)>,
}

impl PlanTrees {
    /// Makes the view of a folder; `way` is its path from the root of the repository.
    pub fn new(root: &Path, way: &Path) -> Self {
        let names: Vec<String> =
            way.iter().map(|name| name.to_string_lossy().into_owned()).collect();
        PlanTrees { git: UserGit::at(root), prefix: names.join("/"), places: OnceCell::new() }
    }

    /// The view of another folder of the repository, by its path from the root.
    #[must_use]
    pub fn with_folder(&self, way: &str) -> PlanTrees {
        PlanTrees { prefix: way.to_owned(), ..self.clone() }
    }

    /// The path of the folder from the root, as git takes it.
    pub fn way(&self) -> &str {
        if self.prefix.is_empty() { "." } else { &self.prefix }
    }

    /// Whether the root of the repository is the folder itself.
    pub fn in_root(&self) -> bool {
        self.prefix.is_empty()
    }

    /// The path of a file from the root.
    pub fn from_root(&self, path: &str) -> String {
        if self.prefix.is_empty() { path.to_owned() } else { format!("{}/{path}", self.prefix) }
    }

    /// The path in the folder of a file; `None` for one outside.
    pub fn below<'p>(&self, path: &'p str) -> Option<&'p str> {
        match self.prefix.as_str() {
            "" => Some(path),
            prefix => path.strip_prefix(prefix)?.strip_prefix('/'),
        }
    }

    /// The path in the folder of a file of the format; `None` for any other file.
    pub fn in_folder<'p>(&self, path: &'p str) -> Option<&'p str> {
        self.below(path).filter(|path| is_of_format(path))
    }

    /// The files of the format in a tree or a commit.
    ///
    /// # Errors
    /// If git cannot list them.
    pub fn of(&self, tree: &str) -> io::Result<PlanTree> {
        let listed =
            self.git.ask(&["ls-tree", "-r", "-z", "--full-tree", tree, "--", self.way()])?;
        let mut all = self.entries(&listed, |facts| {
            let mut facts = facts.split(' ');
            Some((facts.next()?.to_owned(), facts.nth(1)?.to_owned()))
        });
        all.retain(|path, _| is_of_format(path));
        Ok(all)
    }

    /// The files of the format in an index.
    ///
    /// # Errors
    /// If git cannot list them.
    pub fn of_index(&self, index: &Path) -> io::Result<PlanTree> {
        let mut all = self.all_of_index(index)?;
        all.retain(|path, _| is_of_format(path));
        Ok(all)
    }

    /// All files of the folder in an index.
    ///
    /// # Errors
    /// If git cannot list them.
    pub fn all_of_index(&self, index: &Path) -> io::Result<PlanTree> {
        let git = self.git.with_index(index);
        let listed = git.ask(&["ls-files", "--stage", "-z", "--", self.way()])?;
        Ok(self.entries(&listed, |facts| {
            let mut facts = facts.split(' ');
            Some((facts.next()?.to_owned(), facts.next()?.to_owned()))
        }))
    }

    /// The files at these paths from the root, whatever they are.
    ///
    /// # Errors
    /// If git cannot list them.
    pub fn any_of(&self, tree: &str, paths: &BTreeSet<String>) -> io::Result<PlanTree> {
        let mut asked = vec!["ls-tree", "-r", "-z", "--full-tree", tree, "--"];
        asked.extend(paths.iter().map(String::as_str));
        let listed = self.git.ask(&asked)?;
        let lines = listed.split(|&byte| byte == 0);
        Ok(lines.filter_map(entry_of).filter(|(path, _)| paths.contains(path)).collect())
    }

    fn entries(
        &self,
        listed: &[u8],
        facts_of: impl Fn(&str) -> Option<(String, String)>,
    ) -> PlanTree {
        let mut tree = PlanTree::new();
        for line in listed.split(|&byte| byte == 0) {
            let Some(tab) = line.iter().position(|&byte| byte == b'\t') else { continue };
            let path = text_of(line.get(tab + 1..).unwrap_or_default());
            let facts = String::from_utf8_lossy(line.get(..tab).unwrap_or_default());
            let (Some(path), Some((mode, id))) = (self.below(&path), facts_of(&facts)) else {
                continue;
            };
            tree.insert(path.to_owned(), TreeEntry { mode, id });
        }
        tree
    }

    /// Reads contents by their ids.
    ///
    /// # Errors
    /// If git does not have one of them.
    pub fn contents(&self, ids: &BTreeSet<&str>) -> io::Result<HashMap<String, Vec<u8>>> {
        let mut found = HashMap::with_capacity(ids.len());
        if ids.is_empty() {
            return Ok(found);
        }
        let asked: String = ids.iter().map(|id| format!("{id}\n")).collect();
        let said = self.git.tell(&["cat-file", "--batch"], asked.as_bytes())?;
        let mut rest = said.as_slice();
        for id in ids {
            let missing = || {
                io::Error::other(message!(
                    "share.content-missing",
                    "git does not have {id}",
                    id = *id
                ))
            };
            let end = rest.iter().position(|&byte| byte == b'\n').ok_or_else(missing)?;
            let head = String::from_utf8_lossy(rest.get(..end).unwrap_or_default()).into_owned();
            let size: usize =
                head.rsplit(' ').next().and_then(|size| size.parse().ok()).ok_or_else(missing)?;
            let bytes = rest.get(end + 1..end + 1 + size).ok_or_else(missing)?;
            found.insert((*id).to_owned(), bytes.to_vec());
            rest = rest.get(end + 2 + size..).unwrap_or_default();
        }
        Ok(found)
    }

    /// Stores a content, and returns its id.
    ///
    /// # Errors
    /// If git cannot write it.
    pub fn store(&self, bytes: &[u8]) -> io::Result<String> {
        let id = self.git.tell(&["hash-object", "-w", "--no-filters", "--stdin"], bytes)?;
        Ok(String::from_utf8_lossy(&id).trim().to_owned())
    }

    /// A content as git would write it into the working tree: with the user's line ends.
    ///
    /// # Errors
    /// If git cannot read it.
    pub fn as_file(&self, path: &str, id: &str) -> io::Result<Vec<u8>> {
        self.git.ask(&["cat-file", "--filters", &format!("--path={}", self.from_root(path)), id])
    }

    /// Makes a place for an index of ours in the repository's own folder, and removes those of
    /// earlier runs that were stopped.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn spare_index(&self) -> io::Result<SpareIndex> {
        let folder = self.own_folder()?;
        // The system lets go of the lock when a run ends in any way.
        let in_use = File::open(&folder).ok();
        let is_alone = in_use.as_ref().is_some_and(|lock| lock.try_lock().is_ok());
        for entry in folder.read_dir()?.flatten() {
            let is_own = entry.file_name().to_string_lossy().starts_with(SPARE);
            let age = entry.metadata().and_then(|data| data.modified()).map(|time| time.elapsed());
            let is_old = || age.is_ok_and(|age| age.is_ok_and(|age| age > LONG_AGO));
            if is_own && (is_alone || is_old()) {
                let _ = std::fs::remove_dir_all(entry.path());
            }
        }
        let in_use = in_use
            .filter(|lock| (!is_alone || lock.unlock().is_ok()) && lock.lock_shared().is_ok());
        let folder = Builder::new().prefix(SPARE).tempdir_in(&folder)?;
        Ok(SpareIndex { folder, _in_use: in_use })
    }

    /// Removes what git was writing into its store of objects since a moment, and could not finish.
    pub fn remove_unfinished(&self, since: SystemTime) {
        let Ok(Some(objects)) = self.git.line(&["rev-parse", "--git-path", "objects"]) else {
            return;
        };
        let objects = self.git.folder().join(objects);
        let inner = objects.read_dir().into_iter().flatten().flatten().map(|entry| entry.path());
        for folder in inner.filter(|path| path.is_dir()).chain([objects.clone()]) {
            for entry in folder.read_dir().into_iter().flatten().flatten() {
                let is_unfinished = entry.file_name().to_string_lossy().starts_with(UNFINISHED);
                let time = entry.metadata().and_then(|data| data.modified());
                if is_unfinished && time.is_ok_and(|time| time >= since) {
                    // One that stays is removed by git itself some day.
                    let _ = std::fs::remove_file(entry.path());
                }
            }
        }
    }

    /// The folder of this program in the repository's own.
    pub(super) fn own_folder(&self) -> io::Result<PathBuf> {
        let folder = self.places()?.0.join("workplan");
        create_for_owner(&folder)?;
        Ok(folder)
    }

    /// The repository's own folder, and the file of its index.
    pub(super) fn places(&self) -> io::Result<&(PathBuf, PathBuf)> {
        if let Some(known) = self.places.get() {
            return Ok(known);
        }
        let asked = ["rev-parse", "--absolute-git-dir", "--git-path", "index"];
        let said = self.git.ask(&asked)?;
        let mut lines = said.split(|&byte| byte == b'\n').map(path_of);
        let mut path = || self.git.folder().join(lines.next().unwrap_or_default());
        let found = (path(), path());
        Ok(self.places.get_or_init(|| found))
    }
}

/// Whether a file of the folder is of the format.
fn is_of_format(path: &str) -> bool {
    role(path).is_some() && is_plain_name(path)
}

/// Creates a folder for its owner alone, unless it is there.
fn create_for_owner(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// A line of `git ls-tree`.
fn entry_of(line: &[u8]) -> Option<(String, TreeEntry)> {
    let tab = line.iter().position(|&byte| byte == b'\t')?;
    let path = text_of(line.get(tab + 1..)?);
    let facts = String::from_utf8_lossy(line.get(..tab)?).into_owned();
    let mut facts = facts.split(' ').map(str::to_owned);
    Some((path, TreeEntry { mode: facts.next()?, id: facts.nth(1)? }))
}
