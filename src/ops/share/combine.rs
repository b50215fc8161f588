//! The branch and the shared copy made one commit, without a change to any file on the disk.

use std::collections::BTreeSet;

use super::dialogue::ShareDialogue;
use super::folder_merge::{Answers, OpenConflict, ThreeTrees, merge};
use super::judge::judged;
use super::place::Place;
use super::save::old_git;
use super::states::States;
use crate::diagnostic::{Message, message};
use crate::report::FileNote;
use crate::store::PlanTree;
use crate::text::clean_line;
use crate::workspace::{Error, Result};

/// The most files that are named in a sentence.
const NAMED: usize = 3;

/// The result of combining two commits.
pub(super) enum Combined {
    /// The commit that has both; it may be one of the two.
    Commit(CombinedCommit),
    /// Conflicts that have to be decided first.
    Conflicts(Vec<OpenConflict>),
}

/// A commit that has what both sides did.
pub(super) struct CombinedCommit {
    pub id: String,
    /// Notes, such as new ids.
    pub notes: Vec<FileNote>,
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
    let commit =
        |id: &str| Ok(Combined::Commit(CombinedCommit { id: id.to_owned(), notes: Vec::new() }));
    let base = trees.git.common(head, theirs)?.ok_or_else(|| unrelated(place))?;
    if base == theirs {
        return commit(head);
    }
    if base == head {
        return commit(theirs);
    }
    place.author(dialogue)?;
    let by_git = trees.merge(head, theirs)?.ok_or_else(old_git)?;
    let beside: BTreeSet<&str> = by_git
        .conflicts
        .iter()
        .filter(|path| trees.in_folder(path).is_none())
        .map(String::as_str)
        .collect();
    if !beside.is_empty() {
        return Err(conflict_beside(place, &beside));
    }
    let [base, ours, other] = [states.of(&base)?, states.of(head)?, states.of(theirs)?];
    let three = ThreeTrees { base: &base, ours: &ours, theirs: &other };
    let merged = merge(states, &place.title, three, answers, place.options.today)?;
    if !merged.conflicts.is_empty() {
        return Ok(Combined::Conflicts(merged.conflicts));
    }
    refuse_new_errors(place, states, [&ours, &other], &merged.tree)?;
    let index = trees.spare_index()?;
    let tree = trees.with_plans(&by_git.tree, &merged.tree, &index.path())?;
    let text = format!(
        "Take in what others did\n\nThe shared copy had other changes since; both are in this commit.\n{}",
        merged
            .notes
            .iter()
            .map(|note| format!("\n- {}: {}", note.path, note.what))
            .collect::<String>()
    );
    let id = trees.commit_tree(&tree, &[head, theirs], &text).map_err(|error| {
        Error::from(error).context(|why| {
            message!(
                "share.cannot-combine",
                "the changes of both sides cannot be saved: {why}",
                why
            )
        })
    })?;
    Ok(Combined::Commit(CombinedCommit { id, notes: merged.notes }))
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

/// Names some files.
pub(super) fn named(paths: &BTreeSet<&str>) -> Message {
    let first: Vec<String> =
        paths.iter().take(NAMED).map(|path| clean_line(path).into_owned()).collect();
    let names = first.join(", ");
    match paths.len().saturating_sub(NAMED) {
        0 => Message::verbatim(names),
        more => message!("share.names-and-more", "{names} and {more} more", names, more),
    }
}
