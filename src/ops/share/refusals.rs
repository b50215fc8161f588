//! What is refused before the user's changes are saved: each with the next step.

use std::collections::BTreeSet;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use super::local_state::LocalState;
use super::place::Place;
use super::words::named;
use crate::diagnostic::{message, note};
use crate::format::plan_of;
use crate::store::{SharedCopy, UserAnswer};
use crate::text::{clean_line, path_text};
use crate::workspace::{Error, ErrorKind, Result};

/// How often a lock of git is looked at, and how long is waited in between.
const MOST_LOOKS: usize = 20;
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);
/// After this time, the lock of a branch is one that was left.
const STALE: Duration = Duration::from_secs(60);
/// The lock of git's index.
const INDEX_LOCK: &str = "index.lock";
/// How git marks a link and a repository in another one.
const LINK: &str = "120000";
const REPOSITORY: &str = "160000";
/// The hooks that can refuse a commit.
const HOOKS: [&str; 3] = ["pre-commit", "prepare-commit-msg", "commit-msg"];

/// Refuses while another program is changing git's index or the branch: a commit would be half
/// done.
pub(super) fn refuse_locked(place: &Place) -> Result<()> {
    let SharedCopy { remote, branch } = &place.copy;
    let references =
        [format!("refs/heads/{}", place.branch), format!("refs/remotes/{remote}/{branch}")];
    let mut lock = place.trees.lock(&references)?;
    for _ in 0..MOST_LOOKS {
        if lock.is_none() {
            return Ok(());
        }
        sleep(BETWEEN_LOOKS);
        lock = place.trees.lock(&references)?;
    }
    let Some(lock) = lock else { return Ok(()) };
    if removed_stale(place, &lock) {
        return refuse_locked(place);
    }
    let failure = Error::refused(message!(
        "share.locked",
        "another program is working in this repository. Nothing was changed"
    ));
    Err(failure.hint(message!(
        "share.wait-for-lock",
        "run the same command again when it is done; if no other program is running, one was \
         stopped: remove {lock}",
        lock = clean_line(&path_text(&lock))
    )))
}

/// Removes the lock of a branch that a stopped program has left, and says so. Git holds such a lock
/// for a moment only, unlike that of its index, which it holds while it waits for an editor.
fn removed_stale(place: &Place, lock: &Path) -> bool {
    let age = lock.symlink_metadata().and_then(|found| found.modified()).ok();
    let age = age.and_then(|time| time.elapsed().ok());
    let is_of_index = lock.file_name().is_some_and(|name| name == INDEX_LOCK);
    let is_stale = !is_of_index && age.is_some_and(|age| age > STALE);
    let is_removed = is_stale && std::fs::remove_file(lock).is_ok();
    if is_removed {
        place.options.note(&note(message!(
            "share.stale-lock",
            "removed {lock}, which a stopped program had left",
            lock = clean_line(&path_text(lock))
        )));
    }
    is_removed
}

/// Refuses where the workplans folder was moved and git does not know it: the plans would be
/// there twice.
pub(super) fn refuse_moved(place: &Place, local: &LocalState) -> Result<()> {
    let Some(head) = local.head.as_deref().filter(|_| local.committed.is_empty()) else {
        return Ok(());
    };
    let plans: Vec<&String> = local.on_disk.keys().filter(|path| plan_of(path).is_some()).collect();
    if plans.is_empty() {
        return Ok(());
    }
    let root = place.trees.git.folder();
    let moved = elsewhere(place, head, &plans, |path| !root.join(path).exists())?;
    let Some(old) = moved else { return Ok(()) };
    let failure = Error::refused(message!(
        "share.folder-moved",
        "the workplans folder was moved from {old} to {new}, and git does not know it yet. Nothing \
         was changed",
        old = clean_line(&old),
        new = clean_line(place.trees.way())
    ));
    Err(failure.hint(message!(
        "share.commit-the-move",
        "move it back, or ask somebody who knows git to say so at the root of the repository: git add \
         --all -- {old} {new}, and git commit -m 'Move the workplans'; then run the same command again",
        old = crate::text::argument(&old, "DIR"),
        new = crate::text::argument(place.trees.way(), "DIR")
    )))
}

/// The other folder of a commit that has one of these plans.
pub(super) fn elsewhere(
    place: &Place,
    commit: &str,
    plans: &[&String],
    is_fit: impl Fn(&str) -> bool,
) -> Result<Option<String>> {
    let asked = ["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit];
    let listed = String::from_utf8_lossy(&place.trees.git.ask(&asked)?).into_owned();
    Ok(listed.split('\0').find_map(|path| {
        let plan = plans.iter().find(|plan| path.ends_with(&format!("/{plan}")))?;
        let folder = path.strip_suffix(plan.as_str())?.trim_end_matches('/');
        is_fit(path).then(|| folder.to_owned())
    }))
}

/// Refuses where a file has become a link or a repository: the others would lose the file.
pub(super) fn refuse_links(local: &LocalState) -> Result<()> {
    let links: BTreeSet<&str> = local
        .changed
        .iter()
        .filter(|change| {
            change.after.as_ref().is_some_and(|entry| [LINK, REPOSITORY].contains(&&*entry.mode))
        })
        .map(|change| change.path.as_str())
        .collect();
    if links.is_empty() {
        return Ok(());
    }
    let failure = Error::refused(message!(
        "share.links",
        "these are links or repositories, and the others would not get what is in them: {paths}. \
         Nothing was changed",
        paths = named(&links)
    ));
    Err(failure.hint(message!(
        "share.replace-links",
        "put the files themselves in their place, and run the same command again"
    )))
}

/// Whether a check of the repository (a hook) runs when a commit is made.
pub(super) fn has_hook(place: &Place) -> bool {
    let hooks = place.trees.git.line(&["rev-parse", "--git-path", "hooks"]).ok().flatten();
    let hooks = place.trees.git.folder().join(hooks.unwrap_or_default());
    HOOKS.iter().any(|hook| hooks.join(hook).exists())
}

/// The error where git makes no commit.
pub(super) fn not_committed(place: &Place, answer: &UserAnswer) -> Error {
    let why = answer.words();
    if has_hook(place) {
        let failure = Error::refused(message!(
            "share.commit-refused",
            "your changes were not taken: a check of this repository refused them. It says: {why}",
            why
        ));
        return failure.hint(message!(
            "share.commit-refused-next",
            "nothing was changed, and your files are as they were; correct what it names, then \
             `workplan share` again"
        ));
    }
    if let Err(error) = place.refuse_full_disk() {
        return error;
    }
    let failure = Error::new(
        ErrorKind::Unwritable,
        message!("share.not-committed", "git could not save your changes: {why}", why),
    );
    failure.hint(message!(
        "share.not-committed-next",
        "nothing was changed, and your files are as they were; correct what is named, then \
         `workplan share` again"
    ))
}
