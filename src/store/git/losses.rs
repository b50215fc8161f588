//! Finds commits that lack files of other commits, as after a move.

use crate::diagnostic::message;
use std::collections::{HashMap, HashSet};
use std::io;

use super::cat_file::CatFile;
use super::target::Git;
use super::tree_object::{TreeFile, TreeObject, tree};

/// The most differing entries of folders that git compares for two commits. Git stores each of
/// them, and a few small trees can represent more than the memory holds.
const MOST_ENTRIES: usize = 250_000;
/// The most differing entries for all commits of a search, which takes time.
const MOST_IN_ALL: usize = 8 * MOST_ENTRIES;
/// The most commits that are compared with others in one search: each comparison starts git twice.
const MOST_PAIRS: usize = 256;
/// The number of folders that are asked for at once.
const AT_ONCE: usize = 64;

/// A folder in the old commit and in the new one, by the names of its trees.
type TreePair = (Option<String>, Option<String>);

/// A search for commits that lose files.
pub(super) struct Losses {
    blobs: CatFile,
    /// How many entries have been looked at: of the two commits, and of all before them.
    looked_at: usize,
    before: usize,
    has_lost: bool,
    /// Folders that the new commit alone has.
    new: Vec<TreePair>,
    /// The trees that were compared with others.
    known: HashSet<(String, String)>,
}

impl Losses {
    pub(super) fn of(git: &Git) -> io::Result<Self> {
        Ok(Losses {
            blobs: CatFile::start(git)?,
            looked_at: 0,
            before: 0,
            has_lost: false,
            new: Vec::new(),
            known: HashSet::new(),
        })
    }

    /// Whether a commit has files that another commit, or the index, does not have at their places,
    /// so that they can have been moved. Returns false for trees that were compared before.
    ///
    /// # Errors
    /// If there is too much to compare, or a tree is missing.
    pub(super) fn happen(&mut self, old: &str, new: Option<&str>) -> io::Result<bool> {
        let mut roots = Vec::new();
        for commit in [Some(old), new].into_iter().flatten() {
            roots.push(
                self.blobs
                    .tree(&format!("{commit}^{{tree}}"))?
                    .map(|(id, _)| id)
                    .unwrap_or_default(),
            );
        }
        let mut roots = roots.into_iter();
        let (old, new) = (roots.next().unwrap_or_default(), roots.next());
        if !self.known.insert((old.clone(), new.clone().unwrap_or_default())) {
            return Ok(false);
        }
        if self.known.len() > MOST_PAIRS {
            return Err(io::Error::other(message!(
                "git.too-many-commits",
                "more than {most} commits brought the workplans folder, too many to see whether it was moved",
                most = MOST_PAIRS
            )));
        }
        self.before += std::mem::take(&mut self.looked_at);
        (self.has_lost, self.new) = (false, Vec::new());
        self.through(vec![(Some(old), new)])?;
        // Git also lists new files.
        while self.has_lost && !self.new.is_empty() {
            let new = std::mem::take(&mut self.new);
            self.through(new)?;
        }
        Ok(self.has_lost)
    }

    /// Looks at folders, and at those below.
    fn through(&mut self, mut left: Vec<TreePair>) -> io::Result<()> {
        while !left.is_empty() {
            let pairs = left.split_off(left.len().saturating_sub(AT_ONCE));
            let names: Vec<String> =
                pairs.iter().flat_map(|(old, new)| [old, new]).flatten().cloned().collect();
            let (mut trees, looked_at, before): (Vec<TreeObject>, _, _) =
                (Vec::new(), &mut self.looked_at, self.before);
            self.blobs.each(&names, |_, object| {
                let found = tree(object?)?.unwrap_or_default();
                *looked_at += found.1.len();
                trees.push(found);
                if *looked_at > MOST_ENTRIES || before + *looked_at > MOST_IN_ALL {
                    Err(too_many())
                } else {
                    Ok(())
                }
            })?;
            let mut trees = trees.into_iter();
            for (old, new) in pairs {
                let [old, new] =
                    [old, new].map(|name| name.and_then(|_| trees.next()).unwrap_or_default());
                if old.0 != new.0 {
                    self.compare(old.1, new.1, &mut left);
                }
            }
        }
        Ok(())
    }

    fn compare(
        &mut self,
        old: Vec<(String, TreeFile)>,
        new: Vec<(String, TreeFile)>,
        left: &mut Vec<TreePair>,
    ) {
        let id = |entry: Option<TreeFile>| entry.filter(TreeFile::is_folder).map(|entry| entry.id);
        let mut new: HashMap<String, TreeFile> = new.into_iter().collect();
        for (name, before) in old {
            let after = new.remove(&name);
            if after.as_ref() == Some(&before) {
                continue;
            }
            self.has_lost |= !before.is_folder() && after.as_ref().is_none_or(TreeFile::is_folder);
            match (id(Some(before)), id(after)) {
                (None, None) => {}
                (None, after) => self.new.push((None, after)),
                pair => left.push(pair),
            }
        }
        self.new.extend(new.into_values().filter_map(|after| Some((None, Some(id(Some(after))?)))));
    }
}

fn too_many() -> io::Error {
    io::Error::other(message!(
        "git.too-many-differences",
        "two commits differ in more than {most} files and folders, or many commits in \
        more than {most_in_all}: too many to see whether the workplans folder was moved",
        most = MOST_ENTRIES,
        most_in_all = MOST_IN_ALL
    ))
}
