//! New ids for the user's own activities where others have shared theirs under the same ids.

use std::collections::{BTreeSet, HashMap};

use super::states::States;
use crate::diagnostic::{Message, message};
use crate::edit::merge::{OwnNewId, activity_ids, own_new_ids, with_new_ids};
use crate::format::{MAX_FILE_BYTES, plan_of};
use crate::ops::journal::NewIdSince;
use crate::report::NewIdOfUser;
use crate::store::{PlanTree, TreeEntry};
use crate::text::clean_line;
use crate::workspace::{Error, Result};

/// The user's files with new ids.
#[derive(Default)]
pub(super) struct OwnIds {
    /// The files; none where no id had to change.
    pub tree: Option<PlanTree>,
    /// The new ids.
    pub given: Vec<GivenId>,
}

/// A new id of an activity of the user.
#[derive(Clone)]
pub(super) struct GivenId {
    /// The file that it is in.
    pub path: String,
    plan: String,
    id: OwnNewId,
}

impl GivenId {
    /// Tells the user.
    pub(super) fn told(&self) -> Message {
        let OwnNewId { old, new, title, shared } = &self.id;
        message!(
            "share.own-new-id",
            "your “{title}” is now {new}, also where your plans refer to it: others have shared \
             “{shared}” as {old}",
            title,
            new,
            shared,
            old
        )
    }

    /// For the answer.
    pub(super) fn reported(&self) -> NewIdOfUser {
        NewIdOfUser {
            plan: clean_line(&self.plan).into_owned(),
            before: clean_line(&self.id.old).into_owned(),
            after: clean_line(&self.id.new).into_owned(),
            title: self.id.title.clone(),
        }
    }

    /// For the journal of edits.
    pub(super) fn since(&self) -> NewIdSince {
        let OwnNewId { old, new, .. } = &self.id;
        NewIdSince { plan: self.plan.clone(), old: old.clone(), new: new.clone() }
    }

    /// Tells whoever reads the commit.
    pub(super) fn in_commit(&self) -> Message {
        let OwnNewId { old, new, title, shared } = &self.id;
        message!(
            "share.new-id-in-commit",
            "“{title}” is now {new}; {old} is “{shared}”, which was shared first",
            title,
            new,
            old,
            shared
        )
    }
}

/// Finds the new ids that the user's activities need beside what others have shared. `three`: the
/// files of the base, of the user and of the others.
///
/// # Errors
/// If one cannot be written in a file that names it.
pub(super) fn find(states: &States<'_>, three: [&PlanTree; 3]) -> Result<OwnIds> {
    let [base, ours, theirs] = three;
    let mut found = OwnIds::default();
    let changed = |side: &PlanTree| -> BTreeSet<String> {
        let paths = side.keys().chain(base.keys());
        paths
            .filter(|path| side.get(*path) != base.get(*path))
            .filter_map(|path| plan_of(path))
            .collect()
    };
    for plan in changed(ours).intersection(&changed(theirs)) {
        let differs =
            |path: &str| ours.get(path) != theirs.get(path) || ours.get(path) != base.get(path);
        // Most often there is nothing to do, and the files that nobody has changed are not read.
        if own_new_ids(&versions(states, three, plan, differs)?).is_empty() {
            continue;
        }
        for id in own_new_ids(&versions(states, three, plan, |_| true)?) {
            let path = home(states, ours, plan, &id.old)?;
            found.given.push(GivenId { path, plan: plan.clone(), id });
        }
    }
    if !found.given.is_empty() {
        found.tree = Some(with_ids(states, ours, &found.given)?);
    }
    Ok(found)
}

/// The versions of the files of a plan.
fn versions(
    states: &States<'_>,
    [base, ours, theirs]: [&PlanTree; 3],
    plan: &str,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Vec<[Option<String>; 3]>> {
    let paths: BTreeSet<&String> =
        [base, ours, theirs].into_iter().flat_map(PlanTree::keys).collect();
    let is_own = |path: &&String| plan_of(path).as_deref() == Some(plan) && is_wanted(path);
    let mut all = Vec::new();
    for path in paths.into_iter().filter(is_own) {
        let [base, ours, theirs] = [base, ours, theirs].map(|tree| text(states, tree, path));
        if let [Some(base), Some(ours), Some(theirs)] = [base?, ours?, theirs?] {
            all.push([base, ours, theirs]);
        }
    }
    Ok(all)
}

/// Returns the text of a file, which a state need not have; nothing where it is no text that is
/// read.
fn text(states: &States<'_>, tree: &PlanTree, path: &str) -> Result<Option<Option<String>>> {
    if !tree.contains_key(path) {
        return Ok(Some(None));
    }
    let bytes = states.content(tree, path)?.filter(|bytes| bytes.len() as u64 <= MAX_FILE_BYTES);
    Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()).map(Some))
}

/// The file of an activity.
fn home(states: &States<'_>, tree: &PlanTree, plan: &str, id: &str) -> Result<String> {
    for path in tree.keys().filter(|path| plan_of(path).as_deref() == Some(plan)) {
        let text = text(states, tree, path)?.flatten().unwrap_or_default();
        if activity_ids(&text).iter().any(|own| own == id) {
            return Ok(path.clone());
        }
    }
    Ok(plan.to_owned())
}

/// Returns a state of the user's files with these new ids.
///
/// # Errors
/// If one cannot be written in a file that names it.
pub(super) fn with_ids(
    states: &States<'_>,
    tree: &PlanTree,
    given: &[GivenId],
) -> Result<PlanTree> {
    let mut new = tree.clone();
    let plans: BTreeSet<&String> = given.iter().map(|one| &one.plan).collect();
    for plan in plans {
        let own: Vec<&GivenId> = given.iter().filter(|one| one.plan == *plan).collect();
        let ids: HashMap<String, String> =
            own.iter().map(|one| (one.id.old.clone(), one.id.new.clone())).collect();
        for path in tree.keys().filter(|path| plan_of(path).is_some()) {
            let Some(known) = text(states, &new, path)?.flatten() else { continue };
            let is_own = plan_of(path).as_ref() == Some(plan);
            let renumbered = with_new_ids(&known, &ids, plan, is_own);
            let Some(text) = renumbered.map_err(|_| cannot_give(path, &own))? else { continue };
            let entry = TreeEntry::regular(states.store(&text)?);
            let mode = new.get(path).map_or(entry.mode.clone(), |known| known.mode.clone());
            new.insert(path.clone(), TreeEntry { mode, ..entry });
        }
    }
    Ok(new)
}

/// The error where the user has to give an activity another id.
fn cannot_give(path: &str, given: &[&GivenId]) -> Error {
    let Some(GivenId { plan, id, .. }) = given.first() else {
        return Error::internal(clean_line(path));
    };
    let OwnNewId { old, new, title, shared } = id;
    let failure = Error::refused(message!(
        "share.one-id-for-two",
        "you and others have each added an activity {old}: “{title}” is yours, “{shared}” is theirs. \
         Yours cannot get another id by itself, because {path} cannot be changed safely. Nothing was \
         taken in or shared",
        old,
        title,
        shared,
        path = clean_line(path)
    ));
    failure.hint(message!(
        "share.give-other-id",
        "`workplan set {plan}/{old} id={new}` gives yours another id; let what refers to it in \
         {path} name {new}, and run the same command again",
        plan = clean_line(plan),
        old,
        new,
        path = clean_line(path)
    ))
}
