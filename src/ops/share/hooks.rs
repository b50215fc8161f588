//! Changes that a check of the repository (a hook) makes in the user's commit.

use std::collections::BTreeSet;

use super::local_state::LocalState;
use super::place::Place;
use super::refusals::has_hook;
use super::words::{named, short_id};
use crate::diagnostic::{Message, message};
use crate::report::FoundFaults;
use crate::store::{PlanTree, TreeChange};
use crate::text::clean_line;
use crate::workspace::{Error, Result};

/// Returns the files that differ between what the user saved and the commit that was made of it:
/// added, rewritten or left out by a hook. `before` is the user's version.
pub(super) fn made_by_hooks(
    place: &Place,
    local: &LocalState,
    commit: &str,
) -> Result<Vec<TreeChange>> {
    let made = place.trees.changed_from(local.head.as_deref(), commit)?;
    let own = |path: &str| local.changed.iter().find(|own| own.path == path);
    let other = made.iter().filter_map(|made| match own(&made.path) {
        Some(own) if own.after == made.after => None,
        Some(own) => Some(TreeChange { before: own.after.clone(), ..made.clone() }),
        None => Some(made.clone()),
    });
    let is_made = |path: &str| made.iter().any(|made| made.path == path);
    let left_out = local.changed.iter().filter(|own| !is_made(&own.path)).map(|own| TreeChange {
        path: own.path.clone(),
        before: own.after.clone(),
        after: own.before.clone(),
    });
    Ok(other.chain(left_out).collect())
}

/// Says which files a hook has changed on the disk, and not in the commit. `before`: the files as
/// the user had them.
pub(super) fn left_on_disk(
    place: &Place,
    before: &PlanTree,
    committed: &PlanTree,
) -> Result<Option<Message>> {
    if !has_hook(place) {
        return Ok(None);
    }
    let now = LocalState::read(place)?.on_disk;
    let all: BTreeSet<&String> = now.keys().chain(before.keys()).collect();
    let is_left = |path: &&&String| {
        let own = now.get(**path);
        own != before.get(**path) && own != committed.get(**path)
    };
    let left: BTreeSet<String> =
        all.iter().filter(is_left).map(|path| place.trees.from_root(path)).collect();
    let left: BTreeSet<&str> = left.iter().map(String::as_str).collect();
    Ok((!left.is_empty()).then(|| {
        message!(
            "share.hook-changed-disk",
            "while your changes were saved, a check of this repository (a hook) changed {paths} on \
             the disk: that is not shared. The next `workplan share` would send it as yours",
            paths = named(&left)
        )
    }))
}

/// The error where a hook has left nothing of the user's changes in the commit, which was taken
/// back.
pub(super) fn emptied_by_hook(place: &Place) -> Error {
    let what = match has_hook(place) {
        true => message!(
            "share.emptied-by-hook",
            "a check of this repository (a hook) left out all your changes while they were saved: \
             nothing was saved or shared"
        ),
        false => message!(
            "share.emptied-meanwhile",
            "another program took your changes away while they were saved: nothing was saved or \
             shared"
        ),
    };
    Error::refused(what).hint(message!(
        "share.emptied-next",
        "your changes are in the files as they were; ask the person who has set up the check, then \
         `workplan share` again"
    ))
}

/// The error where a hook has brought errors into the commit, which was taken back.
pub(super) fn broken_by_hooks(place: &Place, changes: &[TreeChange], errors: FoundFaults) -> Error {
    let paths: BTreeSet<&str> = changes.iter().map(|change| change.path.as_str()).collect();
    let paths = named(&paths);
    let heading = match has_hook(place) {
        true => message!(
            "share.broken-by-hook",
            "a check of this repository (a hook) changed {paths} while your changes were saved, \
             and brought these errors. Nothing was saved or shared",
            paths
        ),
        false => message!(
            "share.broken-meanwhile",
            "another program changed {paths} while your changes were saved, and brought these \
             errors. Nothing was saved or shared",
            paths
        ),
    };
    let failure = Error::plans(Some(heading), errors);
    let own = changes.iter().find_map(|change| Some((change, change.before.as_ref()?)));
    failure.hint(match own {
        Some((change, entry)) => message!(
            "share.broken-by-hook-back",
            "put your own version of {path} back, correct the hook, then `workplan share` again. Who \
             knows git: `git show {id}` shows your version",
            id = short_id(&entry.id),
            path = clean_line(&change.path)
        ),
        None => message!(
            "share.broken-by-hook-next",
            "correct the hook, or the errors in these files, then `workplan share` again"
        ),
    })
}
