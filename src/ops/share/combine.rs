//! The branch and the shared copy made one commit, without a change to any file on the disk.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::broken::repaired;
use super::dialogue::ShareDialogue;
use super::folder_merge::{Answers, DoneMerge, OpenConflict, Sides, merge};
use super::judge::judged;
use super::place::Place;
use super::states::States;
use super::words::{named, old_git};
use crate::diagnostic::message;
use crate::edit::merge::Favour;
use crate::report::FileNote;
use crate::store::{PlanTree, TreeChange};
use crate::workspace::{Error, Result};

/// The result of combining two commits.
pub(super) enum Combined {
    /// The commit that has both; it may be one of the two.
    Commit(CombinedCommit),
    /// Conflicts that have to be decided first.
    Conflicts(Vec<OpenConflict>, Sides),
}

/// A commit that has what both sides did.
#[derive(Default)]
pub(super) struct CombinedCommit {
    pub id: String,
    /// Whether others have shared anything since the last time.
    pub has_new: bool,
    /// Notes, such as new ids.
    pub notes: Vec<FileNote>,
    /// The merge, if both sides had to be merged.
    pub merge: Option<DoneMerge>,
}

/// Combines the last commit here with that of the shared copy.
pub(super) fn combine(
    place: &Place,
    states: &States<'_>,
    head: &str,
    theirs: &str,
    answers: &Answers,
    dialogue: &dyn ShareDialogue,
) -> Result<Combined> {
    let trees = &place.trees;
    let commit = |id: &str, has_new| {
        Combined::Commit(CombinedCommit { id: id.to_owned(), has_new, ..CombinedCommit::default() })
    };
    let base = trees.git.common(head, theirs)?.ok_or_else(|| unrelated(place))?;
    if base == theirs {
        return Ok(commit(head, false));
    }
    let range = [base.as_str(), theirs];
    let repaired = repaired(place, states, head, range, answers.all.is_some())?;
    if base == head && repaired.is_none() {
        return Ok(commit(theirs, true));
    }
    place.author(dialogue)?;
    let by_git = trees.merge(head, theirs)?.ok_or_else(old_git)?;
    let beside = beside(place, [head, theirs], &by_git.conflicts, answers)?;
    let other = match &repaired {
        Some(repaired) => Rc::new(repaired.tree.clone()),
        None => states.of(theirs)?,
    };
    let sides = Sides { base: states.of(&base)?, ours: states.of(head)?, theirs: other };
    let mut merged = merge(states, &place.title, sides.three(), answers, place.options.today)?;
    merged.conflicts.extend(beside.open);
    if !merged.conflicts.is_empty() {
        return Ok(Combined::Conflicts(merged.conflicts, sides));
    }
    merged.settled.extend(beside.settled);
    refuse_new_errors(place, states, [&sides.ours, &sides.theirs], &merged.tree)?;
    let index = place.spare_index()?;
    let tree = trees.with_plans(&by_git.tree, &merged.tree, &beside.files, &index.path())?;
    let mut notes = merged.notes;
    notes.extend(repaired.into_iter().flat_map(|repaired| repaired.notes));
    let text = format!(
        "Take in what others did\n\nThe shared copy had other changes since; both are in this commit.\n{}",
        notes.iter().map(|note| format!("\n- {}: {}", note.path, note.what)).collect::<String>()
    );
    let parents = if base == head { vec![theirs] } else { vec![head, theirs] };
    let id = trees.commit_tree(&tree, &parents, &text).map_err(|error| {
        let failure = Error::from(error).context(|why| {
            message!(
                "share.cannot-combine",
                "the changes of both sides cannot be saved: {why}",
                why
            )
        });
        failure.hint(message!(
            "share.cannot-combine-next",
            "your changes are safe here; correct what is named, and run the same command again"
        ))
    })?;
    let merge = DoneMerge { sides, tree: merged.tree, settled: merged.settled };
    Ok(Combined::Commit(CombinedCommit { id, has_new: true, notes, merge: Some(merge) }))
}

/// The files in the workplans folder that are no plans and that both sides have changed.
#[derive(Default)]
struct Beside {
    /// Those that are not decided.
    open: Vec<OpenConflict>,
    /// Those that the side for all has decided.
    settled: Vec<(OpenConflict, Favour)>,
    /// The chosen version of each.
    files: Vec<TreeChange>,
}

/// Decides about files that are no plans: one version of each is kept. Outside of the workplans
/// folder they must be merged by hand.
fn beside(
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
        let [own, other] = [ours.get(path), theirs.get(path)];
        let Some(inside) = trees.below(path).filter(|_| own.is_some() || other.is_some()) else {
            by_hand.insert(path);
            continue;
        };
        let conflict = OpenConflict::of_file(
            inside,
            message!(
                "share.no-plan",
                "both changed this file, which is no plan; one version of it is kept"
            ),
        );
        let chosen = answers.files.get(inside).copied();
        let after = match chosen.or(answers.all) {
            Some(Favour::Ours) => own.cloned(),
            Some(Favour::Theirs) => other.cloned(),
            None => {
                found.open.push(conflict);
                continue;
            }
        };
        found.files.push(TreeChange { path: path.clone(), before: None, after });
        if let (None, Some(side)) = (chosen, answers.all) {
            found.settled.push((conflict, side));
        }
    }
    match by_hand.is_empty() {
        true => Ok(found),
        false => Err(conflict_beside(place, &by_hand)),
    }
}

/// Refuses a merged folder with an error that neither side has.
pub(super) fn refuse_new_errors(
    place: &Place,
    states: &States<'_>,
    sides: [&PlanTree; 2],
    merged: &PlanTree,
) -> Result<()> {
    let [ours, theirs] = sides;
    if merged == ours || merged == theirs {
        return Ok(());
    }
    let (ours, theirs) = (states.file_set(ours)?, states.file_set(theirs)?);
    let found = judged(&[&ours, &theirs], &states.file_set(merged)?, place.options.today);
    if found.new_errors.is_empty() {
        return Ok(());
    }
    let heading = message!(
        "share.errors-of-both",
        "your changes and those of others do not fit together. Nothing was taken in or shared; \
         together they would have these errors"
    );
    Err(Error::plans(Some(heading), found.new_errors).hint(message!(
        "share.fix-errors-of-both",
        "change your side so that it fits, then run the same command again"
    )))
}

fn unrelated(place: &Place) -> Error {
    let failure = Error::refused(message!(
        "share.unrelated",
        "this folder and the shared copy ({copy}) have no common beginning, so they cannot be \
         put together",
        copy = place.address()
    ));
    failure.hint(message!(
        "share.get-anew",
        "get the shared copy into a new folder with `workplan get`, and repeat your changes there"
    ))
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
        "they must be merged by hand: `git pull --no-rebase {remote} {branch}`, and then `workplan \
         share` again",
        remote = &place.copy.remote,
        branch = &place.copy.branch
    ))
}
