//! Files that others have shared as well: taking an edit back does not remove them.

use super::restore::RestoredFile;
use crate::diagnostic::message;
use crate::ops::share::known_tips;
use crate::report::UndoneOutcome;
use crate::store::{CommitWalk, Repository, git_email};
use crate::text::clean_line;
use crate::workspace::{Context, Error, Result, Workspace, cannot_read};

/// Refuses to remove a file that is in a commit of someone else, or that a shared copy has: it
/// would be removed for everybody.
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
    let path = clean_line(&file.known);
    let failure = match commits.iter().rev().find(|commit| !is_own(&commit.email)) {
        Some(other) => message!(
            "undo.shared-by-others",
            "{author} has shared {path} as well, and it would be removed for everyone",
            author = clean_line(&other.author),
            path
        ),
        None if is_published(&repository, workspace, file).context(unreadable())? => message!(
            "undo.is-shared",
            "{path} is shared, so others may have worked with it since, and it would be removed for \
             everyone",
            path
        ),
        None => return Ok(()),
    };
    let failure = Error::refused(failure);
    Err(failure.hint(message!(
        "undo.remove-by-hand",
        "nothing was changed; if all agree, remove the file and run `workplan share`"
    )))
}

/// Whether a shared copy had the file when it was last seen.
fn is_published(
    repository: &Repository,
    workspace: &Workspace,
    file: &RestoredFile<'_>,
) -> std::io::Result<bool> {
    let mut tips = repository.fetched_tips()?;
    tips.extend(known_tips(&workspace.folder));
    repository.have_file(&tips, &file.path)
}
