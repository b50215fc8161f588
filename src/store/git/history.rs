use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::PathBuf;
use std::rc::Rc;

use sha2::{Digest, Sha256};

use super::command::lost;
use super::repository::{Repository, day_of, seen_from_root};
use super::repository_place::{MAX_MAILMAP, large_map};
use super::tree::{CatFile, MOST_ENTRIES, TreeFile, TreeObject, is_plan_folder, too_many_entries};
use super::tree_object::tree;
use crate::format::role;
use crate::model::Day;
use crate::store::Commit;

/// How many commits are asked for at once.
const AT_ONCE: usize = 64;
/// The most bytes of an author's name or address.
const MAX_NAME: usize = 1 << 20;
/// The most entries of the folders that are asked for at once. Commits are asked for one by one
/// where each has nearly as many.
const MOST_AT_ONCE: usize = 8 * MOST_ENTRIES;
/// How many folders of plans are remembered, and how many entries they have together; few change
/// from one commit to the next.
const MOST_TREES: usize = 256;
const MOST_KEPT: usize = 4 * MOST_ENTRIES;

/// A commit, and who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its full id, and the committer's day in the committer's own zone.
    pub commit: Commit,
    /// When it was committed, in seconds since 1970 (UTC); 0 where git does not say.
    pub seconds: i64,
    /// The author's name, by `.mailmap` if it is there.
    pub author: String,
    /// The author's address, by `.mailmap` if it is there.
    pub email: String,
    /// The commits that it follows; in a history of some paths alone, the nearest ones that changed
    /// them.
    pub parents: Vec<String>,
}

/// Which commits of a history are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommitWalk<'a> {
    /// The first parents: all, or those that changed something below one of some folders.
    FirstParents(Option<&'a [PathBuf]>),
    /// All that changed something below one of the folders.
    Changes(&'a [PathBuf]),
    /// The same without those that led to another commit, and with the merges in which lines of
    /// history meet, even where these change nothing.
    Since(&'a str, &'a [PathBuf]),
}

impl Repository {
    /// The commits that led to one, itself included, the oldest first.
    ///
    /// # Errors
    /// Where git cannot list them.
    pub fn history(&self, tip: &Commit, walk: CommitWalk<'_>) -> io::Result<Vec<Revision>> {
        match walk {
            CommitWalk::Since(base, _) => self.has_small_map(&format!("{base}:.mailmap"))?,
            // Where there is no working tree, git reads the one of the newest commit.
            _ if self.root().is_none() => self.has_small_map("HEAD:.mailmap")?,
            _ => {}
        }
        self.walk(tip, walk, "%aN%x00%aE")
    }

    /// The same where nobody asks who made the commits: the names are as the commits have them.
    pub(super) fn history_without_names(
        &self,
        tip: &Commit,
        walk: CommitWalk<'_>,
    ) -> io::Result<Vec<Revision>> {
        self.walk(tip, walk, "%an%x00%ae")
    }

    /// Refuses a map of names in a commit that git would sort for too long.
    fn has_small_map(&self, name: &str) -> io::Result<()> {
        // There need be none.
        let size = self.git.ask(&["cat-file", "-s", name]).unwrap_or_default();
        let size = String::from_utf8_lossy(&size).trim().parse().unwrap_or(0);
        if size > MAX_MAILMAP { Err(large_map()) } else { Ok(()) }
    }

    fn walk(&self, tip: &Commit, walk: CommitWalk<'_>, author: &str) -> io::Result<Vec<Revision>> {
        let mut arguments: Vec<OsString> =
            ["rev-list", "--encoding=UTF-8"].map(Into::into).to_vec();
        arguments.push(format!("--format=%x00%H%x00%cs%x00%ct%x00%P%x00{author}%x00").into());
        let mut git = self.git.clone();
        match walk {
            // One follows the other: git tells of each when it comes to it, and keeps none.
            CommitWalk::FirstParents(_) => arguments.push("--first-parent".into()),
            CommitWalk::Changes(_) => {
                arguments.extend(["--topo-order", "--parents"].map(Into::into));
            }
            CommitWalk::Since(base, _) => {
                arguments.extend(["--topo-order", "--parents", "--full-history"].map(Into::into));
                arguments.push(format!("^{base}").into());
                // Who is behind an address is what the base says: the commits that are judged do
                // not vouch for their own author.
                git = git.without_tree();
                arguments
                    .splice(..0, ["-c".into(), format!("mailmap.blob={base}:.mailmap").into()]);
            }
        }
        arguments.extend([tip.id.clone().into(), "--".into()]);
        if let CommitWalk::Changes(folders)
        | CommitWalk::Since(_, folders)
        | CommitWalk::FirstParents(Some(folders)) = walk
        {
            arguments.extend(folders.iter().map(|folder| seen_from_root(folder).into()));
        }
        let said = git.ask_of_objects(&arguments)?;
        let mut fields = said.split(|&byte| byte == 0);
        let mut revisions = Vec::new();
        // Above each commit's own fields stands a line with its id. A name can hold what separates
        // one field from the next, in an encoding that git changes.
        while let (Some(line), Some(id)) = (fields.next(), fields.next()) {
            let named = line.trim_ascii().strip_prefix(b"commit ").unwrap_or_default();
            if named.get(..id.len()) != Some(id) {
                return Err(lost(&io::Error::other(
                    "git does not tell of each commit by its fields",
                )));
            }
            revisions.push(revision(id, &mut fields)?);
        }
        revisions.reverse();
        Ok(revisions)
    }

    /// The commit that a line of first parents began with; none where only a part of the history is
    /// here.
    ///
    /// # Errors
    /// Where git cannot list them.
    pub fn first_commit(&self, tip: &Commit) -> io::Result<Option<String>> {
        if self.is_shallow() {
            return Ok(None);
        }
        let said = self.git.ask_of_objects(&[
            "rev-list",
            "--first-parent",
            "--max-parents=0",
            &tip.id,
            "--",
        ])?;
        Ok(String::from_utf8_lossy(&said).split_whitespace().last().map(str::to_owned))
    }

    /// A reader of the states of a folder; `places` are its ways from the root of the tree: in each
    /// commit the first that is there counts, and one that holds another place behind that.
    ///
    /// # Errors
    /// Where git cannot be started.
    pub fn states(&self, places: &[PathBuf]) -> io::Result<StateReader> {
        let title = places
            .first()
            .and_then(|place| place.file_name())
            .map_or("workplans".into(), OsStr::to_string_lossy)
            .into_owned();
        let mut places = places.to_vec();
        let all = places.clone();
        places.sort_by_key(|place| {
            all.iter().filter(|other| *other != place && other.starts_with(place)).count()
        });
        Ok(StateReader {
            blobs: CatFile::start(&self.git)?,
            title,
            places,
            trees: HashMap::new(),
            kept: 0,
        })
    }
}

/// A commit by its fields.
fn revision<'f>(id: &[u8], fields: &mut impl Iterator<Item = &'f [u8]>) -> io::Result<Revision> {
    let id = String::from_utf8_lossy(id).into_owned();
    let mut text = || match fields.next().unwrap_or_default() {
        long if long.len() > MAX_NAME => Err(io::Error::other(format!(
            "the name of the author of the commit {id} has more than {} MiB, and is not read",
            MAX_NAME >> 20
        ))),
        field => Ok(String::from_utf8_lossy(field).into_owned()),
    };
    let [day, seconds, parents, author, email] = [text()?, text()?, text()?, text()?, text()?];
    let parents =
        parents.split(' ').filter(|parent| !parent.is_empty()).map(str::to_owned).collect();
    let day = day_of(&day, &seconds);
    let seconds = day.and_then(|_| seconds.parse().ok()).unwrap_or(0);
    Ok(Revision { commit: Commit { id, day }, seconds, author, email, parents })
}

/// The files of a folder in a commit: by path, how git keeps each, and the id of its content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FolderState(BTreeMap<String, TreeFile>);

impl FolderState {
    /// The same without the files that are not wanted. Links stay: what they lead to is found by
    /// them.
    #[must_use]
    pub fn only(&self, wanted: impl Fn(&str) -> bool) -> Self {
        FolderState(
            self.0
                .iter()
                .filter(|(path, entry)| wanted(path) || entry.is_link())
                .map(|(path, entry)| (path.clone(), entry.clone()))
                .collect(),
        )
    }

    /// The files that are wanted, alone.
    #[must_use]
    pub fn part(&self, wanted: impl Fn(&str) -> bool) -> Self {
        FolderState(
            self.0
                .iter()
                .filter(|(path, _)| wanted(path))
                .map(|(path, entry)| (path.clone(), entry.clone()))
                .collect(),
        )
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A name that no other state has.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for (path, entry) in &self.0 {
            for part in [path.as_bytes(), &entry.mode, entry.id.as_bytes()] {
                hash.update(part);
                hash.update([0]);
            }
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The paths, relative to the folder, with the ids of their contents.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, entry)| (path.as_str(), entry.id.as_str()))
    }
}

/// Reads the states of a folder, one commit after the other, through one process.
pub struct StateReader {
    blobs: CatFile,
    /// The folder's own name.
    title: String,
    places: Vec<PathBuf>,
    /// Trees that have been read, by id. They are few where little changes; what no state holds any
    /// more is dropped.
    trees: HashMap<String, Vec<(String, TreeFile)>>,
    /// How many entries they have together.
    kept: usize,
}

impl StateReader {
    /// The folder's own name.
    pub fn folder(&self) -> String {
        self.title.clone()
    }

    /// The files of the folder in a commit; `None` where the commit does not have it.
    ///
    /// # Errors
    /// Where git ends before it answers, or the folder has too many files.
    pub fn of(&mut self, commit: &str) -> io::Result<Option<FolderState>> {
        let mut found = None;
        for place in &self.places {
            if found.is_none() {
                found = self.blobs.folder(commit, place)?;
            }
        }
        found.map(|(_, tree)| self.state(commit, &tree)).transpose()
    }

    /// The same of many commits, one after the other; one without the folder has no files.
    ///
    /// # Errors
    /// Where git ends before it answers, or the folder has too many files.
    pub fn of_each(
        &mut self,
        commits: &[&str],
        mut take: impl FnMut(&mut StateReader, usize, FolderState),
    ) -> io::Result<()> {
        let (mut left, mut number, mut at_once) = (commits, 0, AT_ONCE);
        while let Some(chunk) =
            left.get(..at_once.min(left.len())).filter(|chunk| !chunk.is_empty())
        {
            let folders = self.folders(chunk)?;
            self.read_subtrees(folders.iter().flatten().flat_map(|tree| tree.1.iter()))?;
            at_once = if folders.len() < chunk.len() {
                folders.len().max(1)
            } else {
                AT_ONCE.min(2 * at_once)
            };
            left = left.get(folders.len().max(1)..).unwrap_or_default();
            for (folder, commit) in folders.into_iter().zip(chunk) {
                let state =
                    folder.map(|tree| self.state(commit, &tree.1)).transpose()?.unwrap_or_default();
                take(self, number, state);
                number += 1;
            }
        }
        Ok(())
    }

    /// The folder in each of these commits: of the first of them where all together are too large.
    fn folders(&mut self, commits: &[&str]) -> io::Result<Vec<Option<Rc<TreeObject>>>> {
        let mut folders: Vec<Option<Rc<TreeObject>>> = vec![None; commits.len()];
        for place in &self.places {
            let left: Vec<usize> = (0..)
                .zip(&folders)
                .filter(|(_, folder)| folder.is_none())
                .map(|(at, _)| at)
                .collect();
            let names: Vec<&str> = left.iter().filter_map(|&at| commits.get(at).copied()).collect();
            let found = self.blobs.folders(&names, place, MOST_AT_ONCE)?;
            folders.truncate(left.get(found.len()).copied().unwrap_or(folders.len()));
            for ((at, commit), found) in left.into_iter().zip(names).zip(found) {
                let found = found.map_or_else(
                    || Ok(self.blobs.folder(commit, place)?.map(Rc::new)),
                    |found| Ok::<_, io::Error>(Some(found)),
                )?;
                folders.get_mut(at).into_iter().for_each(|folder| folder.clone_from(&found));
            }
        }
        Ok(folders)
    }

    fn state(&mut self, commit: &str, tree: &[(String, TreeFile)]) -> io::Result<FolderState> {
        let lacks = |trees: &HashMap<_, _>| {
            tree.iter()
                .any(|(name, entry)| is_plan_folder(name, entry) && !trees.contains_key(&entry.id))
        };
        if lacks(&self.trees) {
            self.forget();
            self.read_subtrees(tree.iter())?;
        }
        let large = || io::Error::other(format!("at {commit:.9} {}", too_many_entries()));
        if lacks(&self.trees) {
            return Err(large());
        }
        let mut state = FolderState::default();
        for (name, entry) in tree {
            if is_plan_folder(name, entry) {
                for (file, entry) in self.trees.get(&entry.id).into_iter().flatten() {
                    state.0.insert(format!("{name}/{file}"), entry.clone());
                }
            }
            state.0.insert(name.clone(), entry.clone());
            if state.0.len() > MOST_ENTRIES {
                return Err(large());
            }
        }
        Ok(state)
    }

    fn forget(&mut self) {
        self.trees.clear();
        self.kept = 0;
    }

    /// Reads the folders of plans that are not known yet, as far as there is room for them.
    fn read_subtrees<'e>(
        &mut self,
        entries: impl Iterator<Item = &'e (String, TreeFile)>,
    ) -> io::Result<()> {
        if self.trees.len() > MOST_TREES || self.kept > MOST_KEPT {
            self.forget();
        }
        let wanted = entries.filter(|(name, entry)| {
            is_plan_folder(name, entry) && !self.trees.contains_key(&entry.id)
        });
        let ids: BTreeSet<String> = wanted.map(|(_, entry)| entry.id.clone()).collect();
        let ids: Vec<String> = ids.into_iter().collect();
        let (trees, kept) = (&mut self.trees, &mut self.kept);
        self.blobs.each(&ids, |at, object| {
            let object = object?;
            if *kept <= MOST_AT_ONCE {
                let found = tree(object)?.map(|(_, tree)| tree).unwrap_or_default();
                *kept += found.len();
                trees.extend(ids.get(at).map(|id| (id.clone(), found)));
            }
            Ok(())
        })
    }

    /// The files of a state that the format knows, by path, with the ids of their contents; links
    /// are followed inside the folder. An error where one leads elsewhere.
    pub fn contents(&mut self, state: &FolderState) -> Vec<(String, io::Result<String>)> {
        let entries: HashMap<String, TreeFile> =
            state.0.iter().map(|(path, entry)| (path.clone(), entry.clone())).collect();
        let paths = state.0.keys().filter(|path| role(path).is_some());
        self.blobs.ways.begin();
        paths
            .filter_map(|path| {
                Some((path.clone(), self.blobs.resolve(&entries, path).transpose()?))
            })
            .collect()
    }

    /// Hands over the contents with these ids, in order: an error in the place of one that is not
    /// here, and of a large one only the first bytes.
    ///
    /// # Errors
    /// Where git ends before it answers.
    pub fn each_content(
        &mut self,
        ids: &[&str],
        mut take: impl FnMut(usize, io::Result<Vec<u8>>),
    ) -> io::Result<()> {
        self.blobs.each(ids, |at, object| {
            take(at, object.map(|object| object.bytes));
            Ok(())
        })
    }

    /// The content with that id; of a large one only the first bytes.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn content(&mut self, id: &str) -> io::Result<Vec<u8>> {
        self.blobs.content(id)
    }
}

/// The last of these commits on or before a day, in the order of the history.
pub fn last_until(history: &[Revision], day: Day) -> Option<usize> {
    history.iter().rposition(|revision| revision.commit.day.is_some_and(|own| own <= day))
}
