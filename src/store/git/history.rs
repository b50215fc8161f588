//! The commits of a history, with who made them and when.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

use super::command::lost;
use super::commit::{Commit, day_of};
use super::repository::Repository;
use super::repository_place::{MAX_MAILMAP, large_map};
use super::tree_path::seen_from_root;
use crate::diagnostic::message;
use crate::model::Day;

/// The most bytes of an author's name or address.
const MAX_NAME: usize = 1 << 20;

/// A commit, and who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The full id, and the committer's day in the committer's own time zone.
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

/// The commits of a history that are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommitWalk<'a> {
    /// The first parents: all, or those that changed one of the folders.
    FirstParents(Option<&'a [PathBuf]>),
    /// All that changed something below one of the folders.
    Changes(&'a [PathBuf]),
    /// All that changed something below one of the folders, also on a line whose changes are not in
    /// the result.
    AllChanges(&'a [PathBuf]),
    /// The changes since another commit, including merges of diverged lines that change nothing.
    Since(&'a str, &'a [PathBuf]),
}

impl Repository {
    /// The commits that led to one, itself included, the oldest first.
    ///
    /// # Errors
    /// If git cannot list them.
    pub fn history(&self, tip: &Commit, walk: CommitWalk<'_>) -> io::Result<Vec<Revision>> {
        match walk {
            CommitWalk::Since(base, _) => self.has_small_map(&format!("{base}:.mailmap"))?,
            // Without a working tree, git reads the one of the newest commit.
            _ if self.root().is_none() => self.has_small_map("HEAD:.mailmap")?,
            _ => {}
        }
        self.walk(tip, walk, "%aN%x00%aE")
    }

    /// Returns the history with the names as the commits have them.
    pub(super) fn history_without_names(
        &self,
        tip: &Commit,
        walk: CommitWalk<'_>,
    ) -> io::Result<Vec<Revision>> {
        self.walk(tip, walk, "%an%x00%ae")
    }

    /// Refuses a map of names in a commit that git would sort for too long.
    fn has_small_map(&self, name: &str) -> io::Result<()> {
        // The file need not exist.
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
            // In a linear history, git reports each commit as it reads it, and keeps none.
            CommitWalk::FirstParents(_) => arguments.push("--first-parent".into()),
            CommitWalk::Changes(_) => {
                arguments.extend(["--topo-order", "--parents"].map(Into::into));
            }
            CommitWalk::AllChanges(_) => arguments.push("--full-history".into()),
            CommitWalk::Since(base, _) => {
                arguments.extend(["--topo-order", "--parents", "--full-history"].map(Into::into));
                arguments.push(format!("^{base}").into());
                // The base decides who is behind an address, because the commits under review must
                // not vouch for their own author.
                git = git.without_tree();
                arguments
                    .splice(..0, ["-c".into(), format!("mailmap.blob={base}:.mailmap").into()]);
            }
        }
        arguments.extend([tip.id.clone().into(), "--".into()]);
        if let CommitWalk::Changes(folders)
        | CommitWalk::AllChanges(folders)
        | CommitWalk::Since(_, folders)
        | CommitWalk::FirstParents(Some(folders)) = walk
        {
            arguments.extend(folders.iter().map(|folder| seen_from_root(folder)));
        }
        let said = git.ask_of_objects(&arguments)?;
        let mut fields = said.split(|&byte| byte == 0);
        let mut revisions = Vec::new();
        // A line with the id precedes each commit's fields. A name can hold the field separator, in
        // an encoding that git converts.
        while let (Some(line), Some(id)) = (fields.next(), fields.next()) {
            let named = line.trim_ascii().strip_prefix(b"commit ").unwrap_or_default();
            if named.get(..id.len()) != Some(id) {
                return Err(lost(&io::Error::other(message!(
                    "git.odd-history",
                    "git does not tell of each commit by its fields"
                ))));
            }
            revisions.push(revision(id, &mut fields)?);
        }
        revisions.reverse();
        Ok(revisions)
    }

    /// Returns the first commit of a line of first parents; `None` in a shallow clone.
    ///
    /// # Errors
    /// If git cannot list the commits.
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
}

/// A commit by its fields.
fn revision<'f>(id: &[u8], fields: &mut impl Iterator<Item = &'f [u8]>) -> io::Result<Revision> {
    let id = String::from_utf8_lossy(id).into_owned();
    let mut text = || match fields.next().unwrap_or_default() {
        long if long.len() > MAX_NAME => Err(io::Error::other(message!(
            "git.author-too-long",
            "the name of the author of the commit {id} has more than {most} MiB, and is not read",
            id = &id,
            most = MAX_NAME >> 20
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

/// The last of these commits on or before a day, in the order of the history.
pub fn last_until(history: &[Revision], day: Day) -> Option<usize> {
    history.iter().rposition(|revision| revision.commit.day.is_some_and(|own| own <= day))
}
