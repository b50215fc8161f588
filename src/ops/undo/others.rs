//! Files that others have shared as well: taking an edit back does not remove them.

use super::restore::RestoredFile;
use crate::diagnostic::message;
use crate::report::UndoneOutcome;
use crate::store::{CommitWalk, Repository, git_email};
use crate::text::clean_line;
use crate::workspace::{Context, Error, Result, Workspace, cannot_read};

/// Refuses to remove a file that is in a commit of someone else: it would be removed for everybody.
pub(super) fn refuse_shared(workspace: &Workspace, file: &RestoredFile<'_>) -> Result<()> {
    if file.outcome() != UndoneOutcome::Removed {
        return Ok(());
    }
    let Ok(repository) = Repository::find(&workspace.folder, false) else { return Ok(()) };
    let unreadable = || cannot_read(clean_line(&file.known));
    let head = repository.commit("HEAD").context(unreadable())?;
    let Ok((head, _)) = head else { return Ok(()) };
    let path = [repository.prefix().join(&file.path)];
    let walk = CommitWalk::AllChanges(&path);
    let commits = repository.history(&head, walk).context(unreadable())?;
    let own = git_email(&workspace.folder).context(unreadable())?;
    let is_own = |email: &str| own.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(email));
    let Some(other) = commits.iter().rev().find(|commit| !is_own(&commit.email)) else {
        return Ok(());
    };
    let failure = Error::refused(message!(
        "undo.shared-by-others",
        "{author} has shared {path} as well, and it would be removed for everyone",
        author = clean_line(&other.author),
        path = clean_line(&file.known)
    ));
    Err(failure.hint(message!(
        "undo.remove-by-hand",
        "nothing was changed; if all agree, remove the file and run `workplan share`"
    )))
}
