//! The branch and the shared copy made one commit, without a change to any file on the disk.

use std::rc::Rc;

use super::beside::between_commits;
use super::broken::{readable_base, repaired};
use super::dialogue::ShareDialogue;
use super::folder_merge::merge;
use super::judge::judged;
use super::misfit::{self, Origins};
use super::moved::MovedFolder;
use super::own_ids::GivenId;
use super::place::Place;
use super::sides::{Answers, DoneMerge, OpenConflict, Sides};
use super::states::States;
use super::words::old_git;
use crate::diagnostic::message;
use crate::report::FileNote;
use crate::store::PlanTree;
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
    /// New ids of the user's activities.
    pub given: Vec<GivenId>,
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
    let repaired = repaired(place, states, [head, theirs], answers.all.is_some())?;
    if base == head && repaired.is_none() {
        return Ok(commit(theirs, true));
    }
    place.author(dialogue)?;
    let moved = MovedFolder::find(place, states, [&base, head, theirs])?;
    let mut by_git = trees.merge([head, theirs], moved.is_some())?.ok_or_else(old_git)?;
    by_git.conflicts.retain(|path| !moved.as_ref().is_some_and(|moved| moved.has_plan(path)));
    let beside = between_commits(place, [head, theirs], &by_git.conflicts, answers)?;
    let ours = states.of(head)?;
    let (from, other) = match (&moved, &repaired) {
        (Some(moved), _) => (Rc::new(moved.base.of(&base)?), Rc::new(moved.theirs.of(theirs)?)),
        (None, Some(repaired)) => (states.of(&base)?, Rc::new(repaired.tree.clone())),
        (None, None) => (states.of(&base)?, states.of(theirs)?),
    };
    let from = readable_base(place, states, &base, [&from, &ours, &other])?;
    let sides = Sides { base: from, ours, theirs: other };
    let mut merged = merge(states, &place.title, sides.three(), answers, place.options.today)?;
    merged.conflicts.extend(beside.open);
    if !merged.conflicts.is_empty() {
        return Ok(Combined::Conflicts(merged.conflicts, sides));
    }
    merged.settled.extend(beside.settled);
    let own = merged.own.tree.as_ref().unwrap_or(&sides.ours);
    let range = (Some(head), theirs);
    let origins = Origins { base: &sides.base, ours: own, theirs: &sides.theirs, range };
    refuse_new_errors(place, states, origins, &merged.tree)?;
    let index = place.spare_index()?;
    let mut others = beside.changes;
    if let Some(moved) = &moved {
        others.extend(moved.left_behind(place, &by_git.tree)?);
    }
    let result = moved.as_ref().map_or(trees, |moved| &moved.result);
    let tree = result.with_plans(&by_git.tree, &merged.tree, &others, &index.path())?;
    let mut notes = merged.notes;
    notes.extend(repaired.into_iter().flat_map(|repaired| repaired.notes));
    let given = merged.own.given;
    let text = format!(
        "Take in what others did\n\nThe shared copy had other changes since; both are in this commit.\n{}{}",
        notes.iter().map(|note| format!("\n- {}: {}", note.path, note.what)).collect::<String>(),
        given
            .iter()
            .map(|one| format!("\n- {}: {}", one.path, one.in_commit()))
            .collect::<String>()
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
    Ok(Combined::Commit(CombinedCommit { id, has_new: true, notes, given, merge: Some(merge) }))
}

/// Refuses a merged folder with an error that neither side has.
pub(super) fn refuse_new_errors(
    place: &Place,
    states: &States<'_>,
    origins: Origins<'_>,
    merged: &PlanTree,
) -> Result<()> {
    let Origins { ours, theirs, .. } = origins;
    if merged == ours || merged == theirs {
        return Ok(());
    }
    let (ours, theirs) = (states.file_set(ours)?, states.file_set(theirs)?);
    let found = judged(&[&ours, &theirs], &states.file_set(merged)?, place.options.today);
    if found.new_errors.is_empty() {
        return Ok(());
    }
    Err(misfit::refused(place, states, origins, found.new_errors)?)
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
