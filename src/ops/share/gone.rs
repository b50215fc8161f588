//! A branch that the shared copy had and does not have any more, and one that is locked there.

use std::collections::BTreeSet;

use super::known_tip::keep_tip;
use super::place::Place;
use super::web_page::{is_web, web_page};
use super::words::named;
use crate::diagnostic::message;
use crate::store::UserAnswer;
use crate::text::{argument, clean_line};
use crate::workspace::{Error, ErrorKind, Result};

/// How the system says that a lock was not the reason.
const OTHER_REASONS: [&str; 3] = ["Permission denied", "Read-only file system", "No space left"];

/// Refuses where the branch is gone: each time while the shared copy has other branches, because
/// one of them may be the same under another name. An empty shared copy is begun by the next run.
/// `last` is the commit that the branch had, if it is known. Where it is not, a branch that is set
/// up to follow it shows that it was there.
pub(super) fn refuse_gone(place: &Place, last: Option<&str>, was_there: bool) -> Result<()> {
    if last.is_none() && !place.follows {
        return Ok(());
    }
    let (remote, branch) = (&place.copy.remote, &place.copy.branch);
    let others = place.trees.git.branches_of(remote)?;
    if others.is_empty() && !was_there {
        return Ok(());
    }
    if let Some(last) = last {
        // The next run knows it as well.
        keep_tip(place, last);
    }
    if others.is_empty() && is_web(place)? && !place.trees.git.speaks_git(remote)? {
        // Git takes a page without a line break for a repository without branches.
        return Err(web_page(place, true));
    }
    if others.is_empty() {
        let failure = Error::refused(message!(
            "share.branch-gone",
            "the shared copy has no branch `{branch}` any more",
            branch = clean_line(branch)
        ));
        return Err(failure.hint(message!(
            "share.which-branch",
            "ask the person who keeps it. To begin the branch again, run the same command once more. \
             Who knows git: `git ls-remote --heads {remote}` lists the branches",
            remote
        )));
    }
    let names: BTreeSet<&str> = others.iter().map(String::as_str).collect();
    let failure = Error::refused(message!(
        "share.branch-renamed",
        "the shared copy has no branch `{branch}`, but it has: {names}. Nothing was taken in or \
         shared",
        branch = clean_line(branch),
        names = named(&names)
    ));
    let one = match others.as_slice() {
        [one] => argument(one, "BRANCH"),
        _ => "BRANCH".into(),
    };
    Err(failure.hint(message!(
        "share.follow-other-branch",
        "your changes are safe here; ask the person who keeps it. Who knows git, to share on {one}: \
         `git fetch {remote}`, `git branch --set-upstream-to={remote}/{one}`, then the same command \
         again; to begin `{branch}` again: `git push {remote} HEAD:refs/heads/{branch}`",
        one,
        remote,
        branch
    )))
}

/// Refuses where another program holds the lock of the branch in the shared copy, or was stopped
/// there: the branch is not protected.
pub(super) fn refuse_locked_there(place: &Place, answer: &UserAnswer) -> Result<()> {
    let lock = format!("refs/heads/{}.lock", place.copy.branch);
    let is_locked = |line: &String| {
        line.contains(&lock) && !OTHER_REASONS.iter().any(|reason| line.contains(reason))
    };
    if !answer.lines().iter().any(is_locked) {
        return Ok(());
    }
    let failure = Error::new(
        ErrorKind::Unwritable,
        message!(
            "share.locked-there",
            "another program is writing to `{branch}` in the shared copy at {copy}, so your \
             changes were not sent",
            branch = clean_line(&place.copy.branch),
            copy = place.address()
        ),
    );
    Err(failure.hint(message!(
        "share.wait-for-lock-there",
        "your changes are safe here; run `workplan share` again in a minute. If that does not \
         help, a program was stopped there: the person who keeps the shared copy can remove {lock}",
        lock = clean_line(&lock)
    )))
}
