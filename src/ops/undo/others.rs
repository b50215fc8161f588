//! Files that others have shared as well: taking an edit back does not remove them.

use super::restore::RestoredFile;
use crate::diagnostic::{Message, list_of_first, message};
use crate::ops::share::known_tips;
use crate::report::UndoneOutcome;
use crate::store::{CommitWalk, Repository, git_email};
use crate::text::clean_line;
use crate::workspace::{Context, Error, Result, Workspace, cannot_read};

/// The most files that are named.
const MOST_NAMED: usize = 3;

/// Refuses to remove files that are in a commit of someone else, or that a shared copy has: they
/// would be removed for everybody.
pub(super) fn refuse_shared(workspace: &Workspace, files: &[RestoredFile<'_>]) -> Result<()> {
    let going = files.iter().filter(|file| file.outcome() == UndoneOutcome::Removed);
    let going: Vec<&RestoredFile<'_>> = going.collect();
    let Some(first) = going.first() else { return Ok(()) };
    let Ok(repository) = Repository::find(&workspace.folder, false) else { return Ok(()) };
    let unreadable = || cannot_read(clean_line(&first.known));
    let head = repository.commit("HEAD").context(unreadable())?;
    let Ok((head, _)) = head else { return Ok(()) };
    let own = git_email(&workspace.folder).context(unreadable())?;
    let is_own = |email: &str| own.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(email));
    let mut tips = repository.fetched_tips().context(unreadable())?;
    tips.extend(known_tips(&workspace.folder));
    let (mut shared, mut author) = (Vec::new(), None);
    for file in going {
        let path = [repository.prefix().join(&file.path)];
        let walk = CommitWalk::AllChanges(&path);
        let commits = repository.history(&head, walk).context(unreadable())?;
        let other = commits.into_iter().rev().find(|commit| !is_own(&commit.email));
        if other.is_some() || repository.have_file(&tips, &file.path).context(unreadable())? {
            shared.push(Message::verbatim(clean_line(&file.known).into_owned()));
        }
        author = author.or(other.map(|other| other.author));
    }
    let number = shared.len();
    let Some(files) = list_of_first(shared, MOST_NAMED) else { return Ok(()) };
    let failure = match author {
        Some(author) => message!(
            "undo.shared-by-others",
            "{author} has shared {files} as well, and {number#it|they} would be removed for everyone",
            author = clean_line(&author),
            files,
            number
        ),
        None => message!(
            "undo.is-shared",
            "{files} {number#is|are} shared, so others may have worked with {number#it|them} since, \
             and {number#it|they} would be removed for everyone",
            files,
            number
        ),
    };
    let failure = Error::refused(failure);
    Err(failure.hint(message!(
        "undo.remove-by-hand",
        "nothing was changed; if all agree, remove {number#the file|all # files} and run \
         `workplan share`",
        number
    )))
}
