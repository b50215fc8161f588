//! Files in the workplans folder that are no plans and that both sides have changed: one version of
//! each is kept.

use std::collections::BTreeSet;

use super::local_state::LocalState;
use super::place::Place;
use super::sides::{Answers, OpenConflict};
use super::states::States;
use super::words::named;
use crate::diagnostic::message;
use crate::edit::merge::Favour;
use crate::store::{PlanTree, TreeChange, TreeEntry};
use crate::workspace::{Error, Result};

/// What is kept of such files.
#[derive(Default)]
pub(super) struct Beside {
    /// Those that are not decided.
    pub open: Vec<OpenConflict>,
    /// Those that the side for all has decided.
    pub settled: Vec<(OpenConflict, Favour)>,
    /// Each file, by its path from the root, as the user has it and as it is kept.
    pub changes: Vec<TreeChange>,
}

/// Such files that are not saved: in the last commit, as they are kept, and as others have them, by
/// their paths in the folder.
#[derive(Default)]
pub(super) struct Unsaved {
    pub committed: PlanTree,
    pub ours: PlanTree,
    pub kept: PlanTree,
    pub theirs: PlanTree,
}

impl Beside {
    /// Keeps one version of a file, if it is known which one. `inside` is its path in the folder.
    fn keep(
        &mut self,
        answers: &Answers,
        [path, inside]: [&str; 2],
        [own, other]: [Option<&TreeEntry>; 2],
    ) {
        let what = message!(
            "share.no-plan",
            "both changed this file, which is no plan; one version of it is kept"
        );
        let conflict = OpenConflict::of_file(inside, what, [own, other]);
        let chosen = answers.files.get(inside).copied();
        let Some(side) = chosen.or(answers.all) else { return self.open.push(conflict) };
        let after = if side == Favour::Ours { own } else { other }.cloned();
        self.changes.push(TreeChange { path: path.to_owned(), before: own.cloned(), after });
        if chosen.is_none() {
            self.settled.push((conflict, side));
        }
    }
}

/// Decides about such files between two commits, as far as git cannot merge them. Outside of the
/// workplans folder they must be merged by hand.
pub(super) fn between_commits(
    place: &Place,
    commits: [&str; 2],
    conflicts: &BTreeSet<String>,
    answers: &Answers,
) -> Result<Beside> {
    let trees = &place.trees;
    let paths: BTreeSet<String> =
        conflicts.iter().filter(|path| trees.in_folder(path).is_none()).cloned().collect();
    let mut found = Beside::default();
    if paths.is_empty() {
        return Ok(found);
    }
    let [ours, theirs] = commits;
    let [ours, theirs] = [trees.any_of(ours, &paths)?, trees.any_of(theirs, &paths)?];
    let mut by_hand: BTreeSet<&str> = BTreeSet::new();
    for path in &paths {
        let sides = [ours.get(path), theirs.get(path)];
        match trees.below(path).filter(|_| sides.iter().any(Option::is_some)) {
            Some(inside) => found.keep(answers, [path, inside], sides),
            None => drop(by_hand.insert(path)),
        }
    }
    match by_hand.is_empty() {
        true => Ok(found),
        false => Err(conflict_beside(place, &by_hand)),
    }
}

/// Decides about such files that the user has not saved and that a commit changes as well.
pub(super) fn unsaved(
    place: &Place,
    states: &States<'_>,
    local: &LocalState,
    commit: &str,
    answers: &Answers,
) -> Result<(Beside, Unsaved)> {
    let (mut found, mut files) = (Beside::default(), Unsaved::default());
    let Some(head) = local.head.as_deref() else { return Ok((found, files)) };
    let changed = states.changed(head, commit)?;
    let mut own = local.changed.iter().filter(|own| place.trees.in_folder(&own.path).is_none());
    let is_plain = |entry: &Option<TreeEntry>| entry.as_ref().is_none_or(TreeEntry::is_regular);
    for TreeChange { path, before, after: ours } in own.by_ref() {
        let Some(theirs) = changed.iter().find(|other| other.path == *path) else { continue };
        let theirs = &theirs.after;
        let Some(inside) = place.trees.below(path).filter(|_| is_plain(ours) && is_plain(theirs))
        else {
            continue;
        };
        match ours == theirs {
            true => found.changes.push(TreeChange {
                path: path.clone(),
                before: ours.clone(),
                after: theirs.clone(),
            }),
            false => found.keep(answers, [path, inside], [ours.as_ref(), theirs.as_ref()]),
        }
        let all =
            [(&mut files.committed, before), (&mut files.ours, ours), (&mut files.theirs, theirs)];
        for (tree, entry) in all {
            tree.extend(entry.clone().map(|entry| (inside.to_owned(), entry)));
        }
    }
    let kept = found.changes.iter().filter_map(|change| {
        Some((place.trees.below(&change.path)?.to_owned(), change.after.clone()?))
    });
    files.kept = kept.collect();
    Ok((found, files))
}

fn conflict_beside(place: &Place, paths: &BTreeSet<&str>) -> Error {
    let failure = Error::refused(message!(
        "share.conflict-beside",
        "others changed the same lines as you in files that are no workplans: {paths}. Nothing was \
         taken in or shared",
        paths = named(paths)
    ));
    failure.hint(message!(
        "share.merge-by-hand",
        "ask somebody who knows git to merge them: `git pull --no-rebase {remote} {branch}`, and then \
         `workplan share` again",
        remote = &place.copy.remote,
        branch = &place.copy.branch
    ))
}
