//! Reads the states of a folder in many commits through one process.

use std::collections::{BTreeSet, HashMap};
use std::ffi::OsStr;
use std::io;
use std::path::PathBuf;
use std::rc::Rc;

use super::cat_file::CatFile;
use super::folder_state::FolderState;
use super::repository::Repository;
use super::tree_object::{TreeFile, TreeObject, is_plan_folder, tree};
use crate::diagnostic::message;
use crate::format::role;
use crate::store::folder_files::{MOST_ENTRIES, too_many_entries};

/// The number of commits that are asked for at once.
const AT_ONCE: usize = 64;

/// The most entries of the folders that are asked for at once. Commits are asked for one by one if
/// each has nearly as many.
const MOST_AT_ONCE: usize = 8 * MOST_ENTRIES;

/// How many folders of plans are remembered, and how many entries they have together; few change
/// from one commit to the next.
const MOST_TREES: usize = 256;

const MOST_KEPT: usize = 4 * MOST_ENTRIES;

/// Reads the states of a folder, one commit after the other, through one process.
pub struct StateReader {
    blobs: CatFile,
    /// The folder's own name.
    title: String,
    places: Vec<PathBuf>,
    /// Trees that were read, by id. There are few if little changes; trees that no state holds any
    /// more are dropped.
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
    /// If git ends before it answers, or the folder has too many files.
    pub fn of(&mut self, commit: &str) -> io::Result<Option<FolderState>> {
        let mut found = None;
        for place in &self.places {
            if found.is_none() {
                found = self.blobs.folder(commit, place)?;
            }
        }
        found.map(|(_, tree)| self.state(commit, &tree)).transpose()
    }

    /// Reads the states of many commits, one after the other; a commit without the folder has no
    /// files.
    ///
    /// # Errors
    /// If git ends before it answers, or the folder has too many files.
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
        let large = || {
            io::Error::other(message!(
                "git.too-many-entries-at",
                "at {commit} {why}",
                commit = format!("{commit:.9}"),
                why = too_many_entries()
            ))
        };
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
    /// If git ends before it answers.
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
    /// If it cannot be read.
    pub fn content(&mut self, id: &str) -> io::Result<Vec<u8>> {
        self.blobs.content(id)
    }
}

impl Repository {
    /// Makes a reader of the states of a folder. `places` are its paths from the root of the tree.
    /// In each commit the first existing place counts; a place that contains another one comes
    /// after it.
    ///
    /// # Errors
    /// If git cannot be started.
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
