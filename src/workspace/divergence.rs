//! The commits from which two lines of history part. Nearly always it is one.

use super::error::{Error, Result};
use super::folder_history::FolderHistory;
use crate::diagnostic::{Argument, Message, message, note};
use crate::store::Commit;
use crate::text::{clean_line, shell_word};

/// How many a change is judged against, and how many are told.
const MOST: usize = 4;

impl FolderHistory {
    /// The commit from which the workspace's line of history and that of a revision part.
    ///
    /// # Errors
    /// Where there are several, what there is to do: `command` compares with the commit that is
    /// written behind it.
    pub fn merge_base(&self, revision: &str, command: &str) -> Result<Commit> {
        let mut all = self.merge_bases(revision, MOST + 1)?;
        match all.pop() {
            Some(only) if all.is_empty() => Ok(only),
            last => {
                all.extend(last);
                Err(several(revision, &all, command))
            }
        }
    }

    /// The commits that a change is judged against: what one of them has and the others do not have
    /// yet is not lost without a word. Where there are several, that is said.
    ///
    /// # Errors
    /// Where there are too many.
    pub fn starts_of_change(&self, revision: &str) -> Result<Vec<Commit>> {
        let all = self.merge_bases(revision, MOST + 1)?;
        match all.len() {
            0 | 1 => {}
            2..=MOST => (self.notify)(&note(message!(
                "git.judged-against-each",
                "{all}; what changed is judged against each of them",
                all = where_they_part(revision, &all)
            ))),
            _ => return Err(several(revision, &all, "workplan check --base")),
        }
        Ok(all)
    }
}

/// The error for histories that part at several commits.
fn several(revision: &str, all: &[Commit], command: &str) -> Error {
    let failure = Error::refused(where_they_part(revision, all)).hint(merge_first(revision));
    let one = all.first().map(|one| {
        message!(
            "git.compare-with-one",
            "or compare with one of them: `{command} {id}`",
            command,
            id = format!("{:.9}", one.id)
        )
    });
    one.into_iter().fold(failure, Error::hint)
}

fn where_they_part(revision: &str, all: &[Commit]) -> Message {
    let ids: Vec<String> = all.iter().take(MOST).map(|one| format!("{:.9}", one.id)).collect();
    let (name, ids) = (clean_line(revision), ids.join(", "));
    let ids = match all.len() > MOST {
        true => message!("git.commits-and-more", "{ids}, and more", ids).into(),
        false => Argument::from(ids),
    };
    message!(
        "git.histories-part",
        "the histories of `{name}` and HEAD part at several commits, because each has taken in a \
         part of the other: {ids}",
        name,
        ids
    )
}

/// What makes of several commits one.
pub fn merge_first(revision: &str) -> Message {
    message!(
        "git.merge-newest-state",
        "merge the newest state into this branch: `git merge {revision}`",
        revision = shell_word(revision)
    )
}
