//! Who changed a file last, by git's history.

use crate::store::{CommitWalk, Repository};
use crate::workspace::Workspace;

/// Who changed a file of the folder last in a commit since a moment, in seconds since 1970; nothing
/// where no commit did, or git does not say.
pub(super) fn last_author(workspace: &Workspace, file: &str, since: u64) -> Option<[String; 2]> {
    let repository = Repository::find(&workspace.folder, false).ok()?;
    let (head, _) = repository.commit("HEAD").ok()?.ok()?;
    let path = [repository.prefix().join(file)];
    let commits = repository.history(&head, CommitWalk::AllChanges(&path)).ok()?;
    let is_later = |seconds: i64| u64::try_from(seconds).is_ok_and(|at| at >= since);
    let last = commits.into_iter().rev().find(|commit| is_later(commit.seconds))?;
    Some([last.author, last.email])
}
