//! The history that a workplans folder has in git: its commits, and where it lay in them.
use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use super::error::{Context, Error, Result};
use super::git_errors::{shallow, unreadable};
use super::revision::commit_of;
use crate::diagnostic::{Message, message};
use crate::store::{
    Commit, CommitWalk, FolderFiles, FolderPlaces, MergeBase, Repository, Revision, StateReader,
};
use crate::text::clean_line;

/// The most bytes that the name of a branch or a tag can have.
const MAX_NAME: usize = 1024;

/// The history that a workspace's workplans folder has in git.
pub struct FolderHistory {
    /// The repository.
    pub repository: Repository,
    /// The folder's way from the root of the tree.
    pub folder: PathBuf,
    /// Where else the folder is looked for, if nobody says where it is: the nearest first, and
    /// itself among them.
    pub others: Vec<PathBuf>,
    /// Whether the workspace looks at a commit, and not at the working tree.
    pub is_of_commit: bool,
    /// The commit that the workspace looks at, or that its working tree began from; once it has
    /// been asked for.
    pub(super) head: OnceCell<Commit>,
    /// Where the folder lay in the history of that commit, once that has been asked for.
    pub(super) places: OnceCell<FolderPlaces>,
    /// Receives what is worth knowing beside an answer.
    pub(super) notify: fn(&Message),
}

impl FolderHistory {
    /// The commit that a revision names.
    pub fn commit(&self, revision: &str) -> Result<Commit> {
        commit_of(self.notify, &self.repository, revision)
    }

    /// The commit that a plan names: by a branch, a tag or an id. An expression could make git
    /// search for as long, and in as much memory, as the plan's author likes.
    pub fn named_commit(&self, name: &str) -> Result<Commit> {
        let is_sign = |c: char| c.is_whitespace() || c.is_control() || "^~:?*[\\".contains(c);
        if name.contains(is_sign)
            || name.contains("..")
            || name.contains("@{")
            || name.len() > MAX_NAME
        {
            let shown: String = name.chars().take(60).collect();
            let failure = Error::refused(message!(
                "git.not-a-name",
                "`{path}` is not the name of a tag, a branch or a commit",
                path = clean_line(&shown)
            ));
            return Err(failure.hint(message!(
                "git.baseline-names",
                "a plan names its baseline by a tag, a branch or the id of a commit; \
                    `--against` takes any revision"
            )));
        }
        self.commit(name)
    }

    /// The commit that the workspace looks at, or that its working tree began from.
    pub fn head(&self) -> Result<&Commit> {
        if self.head.get().is_none() {
            let _ = self.head.set(self.commit("HEAD")?);
        }
        self.head
            .get()
            .ok_or_else(|| Error::not_found(message!("git.no-head", "git knows no HEAD")))
    }

    /// The commits from which the workspace's line of history and that of a revision part: one, or
    /// several where each has taken in a part of the other. Of many the first ones, up to that
    /// number.
    pub fn merge_bases(&self, revision: &str, most: usize) -> Result<Vec<Commit>> {
        let other = self.commit(revision)?;
        let shown = clean_line(revision);
        Err(match self.repository.merge_base(&other, self.head()?, most).context(unreadable)? {
            MergeBase::Found(commits) => return Ok(commits),
            MergeBase::None => Error::refused(message!(
                "git.nothing-in-common",
                "git finds no commit that `{shown}` and HEAD have in common",
                shown
            ))
            .hint(message!(
                "git.histories-not-related",
                "their histories are not related; name a revision that this one comes from"
            )),
            MergeBase::Hidden => Error::refused(message!(
                "git.last-common-commit-missing",
                "this clone may lack the last commit that `{shown}` and HEAD have in common",
                shown
            ))
            .hint(shallow()),
        })
    }

    /// Whether something of the history between a commit and the one that the workspace looks at is
    /// missing in this clone.
    pub fn is_cut_since(&self, base: &str) -> Result<bool> {
        self.repository.is_cut_since(base, &[self.head()?]).context(unreadable)
    }

    /// Whether the folder lies where it is in the commit that the workspace looks at: else where it
    /// has lain hangs on what the next commit is to hold.
    pub fn is_committed(&self) -> bool {
        self.places().is_ok() && self.places.get().is_some_and(|places| places.is_committed)
    }

    /// The commits that led to one, the oldest first.
    pub fn history(&self, tip: &Commit, walk: CommitWalk<'_>) -> Result<Vec<Revision>> {
        self.repository.history(tip, walk).context(|why| {
            message!(
                "git.history-cannot-be-read",
                "the history cannot be read from git: {why}",
                why
            )
        })
    }

    /// A reader of the states of the folder.
    pub fn states(&self) -> Result<StateReader> {
        self.repository.states(self.places()?).context(unreadable)
    }

    /// Where the folder lay in the history of the commit that the workspace looks at: as it is now,
    /// then the places that it was moved from.
    pub fn places(&self) -> Result<&[PathBuf]> {
        if self.places.get().is_none() {
            let _ = self
                .places
                .set(self.repository.places(self.head()?, &self.folder).context(unreadable)?);
        }
        Ok(self.places.get().map(|places| places.ways.as_slice()).unwrap_or_default())
    }

    /// The commit that the history began with, and where the folder lay first. None where only a
    /// part of the history is here.
    pub fn beginning(&self) -> Result<Option<(String, &Path)>> {
        let first = self.repository.first_commit(self.head()?).context(unreadable)?;
        let place = self.places()?.last().map_or(Path::new(""), PathBuf::as_path);
        Ok(first.map(|first| (first, place)))
    }

    /// The folder's way from the root of the tree.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Tells the repository from every other one, where an id means the same at all times.
    pub fn identity(&self) -> Option<String> {
        self.repository.identity().ok().flatten()
    }

    /// Whether some contents are left to another repository.
    pub fn is_partial(&self) -> bool {
        self.repository.is_partial().unwrap_or(true)
    }

    /// Whether only a part of the history is here.
    pub fn is_shallow(&self) -> bool {
        self.repository.is_shallow()
    }

    /// The files of the folder as they were in a commit; none where it did not have the folder.
    pub fn files(&self, commit: &Commit) -> Result<Option<FolderFiles>> {
        Ok(self.found(commit)?.map(|(_, files)| files))
    }

    /// The files of the folder as they were in a commit, and where it lay then.
    pub fn found(&self, commit: &Commit) -> Result<Option<(&Path, FolderFiles)>> {
        let found = self.repository.read_folder(commit, &self.folder).context(unreadable)?;
        let found = found.map(|files| (self.folder.as_path(), files));
        if found.as_ref().is_some_and(|(_, files)| !files.holds_workplans()) {
            return Ok(found);
        }
        // It may have lain elsewhere then, also in what is the folder now.
        for place in self.places()?.iter().skip(1) {
            let earlier = self.repository.read_folder(commit, place).context(unreadable)?;
            if let Some(files) = earlier {
                return Ok(Some((place, files)));
            }
        }
        Ok(found)
    }
}
