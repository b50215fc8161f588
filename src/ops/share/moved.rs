//! A workplans folder that one side has moved: both sides are merged, and it stays where it was
//! moved to.

use std::collections::BTreeSet;

use super::place::Place;
use super::refusals::elsewhere;
use super::states::States;
use crate::diagnostic::message;
use crate::format::plan_of;
use crate::store::{PlanTree, PlanTrees, TreeChange};
use crate::text::clean_line;
use crate::workspace::{Error, Result};

/// The folders of the three states of a merge, and the one that the result has.
pub(super) struct MovedFolder {
    pub base: PlanTrees,
    pub theirs: PlanTrees,
    pub result: PlanTrees,
}

impl MovedFolder {
    /// Finds out whether one side has moved the folder, and where it is in each state.
    pub(super) fn find(
        place: &Place,
        states: &States<'_>,
        [base, head, theirs]: [&str; 3],
    ) -> Result<Option<MovedFolder>> {
        let ours = states.of(head)?;
        let at = |commit: &str| -> Result<Option<PlanTrees>> {
            if ours.is_empty() || !states.of(commit)?.is_empty() {
                return Ok(None);
            }
            new_folder(place, &ours, [commit, head])
        };
        let (at_base, at_theirs) = (at(base)?, at(theirs)?);
        if at_base.is_none() && at_theirs.is_none() {
            return Ok(None);
        }
        let own = || place.trees.clone();
        let (base, theirs) = (at_base.unwrap_or_else(own), at_theirs.unwrap_or_else(own));
        let result = if theirs.way() == base.way() { own() } else { theirs.clone() };
        Ok(Some(MovedFolder { base, theirs, result }))
    }

    /// Whether a file is a plan in one of the folders.
    pub(super) fn has_plan(&self, path: &str) -> bool {
        [&self.base, &self.theirs].iter().any(|trees| trees.in_folder(path).is_some())
    }

    /// The files of the format that a tree still has in folders which the result has not.
    pub(super) fn left_behind(&self, place: &Place, tree: &str) -> Result<Vec<TreeChange>> {
        let mut found = Vec::new();
        let all = [&place.trees, &self.base, &self.theirs];
        let known: BTreeSet<&str> = all.iter().map(|trees| trees.way()).collect();
        for way in known.into_iter().filter(|way| *way != self.result.way()) {
            let Some(trees) = all.iter().find(|trees| trees.way() == way) else { continue };
            found.extend(trees.of(tree)?.into_iter().map(|(path, entry)| TreeChange {
                path: trees.from_root(&path),
                before: Some(entry),
                after: None,
            }));
        }
        Ok(found)
    }
}

/// The folder of a commit to which the plans were moved, or from which: one that the other commit
/// has no plans in.
fn new_folder(
    place: &Place,
    plans: &PlanTree,
    [commit, other]: [&str; 2],
) -> Result<Option<PlanTrees>> {
    let names: Vec<&String> = plans.keys().filter(|path| plan_of(path).is_some()).collect();
    if names.is_empty() {
        return Ok(None);
    }
    let asked = ["ls-tree", "-r", "-z", "--name-only", "--full-tree", other];
    let listed = String::from_utf8_lossy(&place.trees.git.ask(&asked)?).into_owned();
    let there: BTreeSet<&str> = listed.split('\0').collect();
    let folder = elsewhere(place, commit, &names, |path| !there.contains(path))?;
    Ok(folder.map(|folder| place.trees.with_folder(&folder)))
}

/// Refuses to follow a moved folder while there are unsaved changes: they are in the old one.
pub(super) fn refuse_unsaved(
    place: &Place,
    [on_disk, committed, theirs]: [&PlanTree; 3],
    [head, commit]: [&str; 2],
) -> Result<()> {
    if on_disk == committed || committed.is_empty() || !theirs.is_empty() {
        return Ok(());
    }
    let Some(new) = new_folder(place, committed, [commit, head])? else { return Ok(()) };
    let failure = Error::refused(message!(
        "share.moved-unsaved",
        "the others moved the workplans folder to {folder}, and you have unsaved changes in the old \
         one. Nothing was taken in",
        folder = clean_line(new.way())
    ));
    Err(failure.hint(message!(
        "share.moved-unsaved-next",
        "`workplan share` saves your changes, and takes them along"
    )))
}
