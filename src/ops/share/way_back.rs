//! The way back from a decision, which `undo` knows.

use std::collections::BTreeSet;

use super::changes::{changes, with_diff};
use super::folder_merge::merge;
use super::judge::judged;
use super::place::Place;
use super::sides::{Answers, DoneMerge};
use super::states::States;
use crate::analysis::Index;
use crate::edit::Value;
use crate::edit::merge::Favour;
use crate::format::read;
use crate::ops::activity_edit::written_value;
use crate::ops::journal::{EditCommand, FileStates, JournaledActivity, record};
use crate::report::{SettledConflict, UndoOfSettlement};
use crate::store::PlanTree;
use crate::workspace::{Result, Workspace};

/// A decision in files: what they say, and what they would say after the other choice.
pub(super) struct WayBack {
    /// The path of each file, with its text after the other choice and as it is.
    files: Vec<(String, Option<String>, Option<String>)>,
    activities: Vec<JournaledActivity>,
    /// What taking the decision back does.
    pub undo: UndoOfSettlement,
}

/// Works out what the files would say after the other choice. Nothing where that is the same, or
/// where it cannot be written.
pub(super) fn way_back(
    place: &Place,
    states: &States<'_>,
    done: &DoneMerge,
    settled: &[SettledConflict],
) -> Result<Option<WayBack>> {
    let (side, undo) = match settled.iter().all(|one| one.keeps_yours) {
        true => (Favour::Theirs, UndoOfSettlement::TakesTheirs),
        false => (Favour::Ours, UndoOfSettlement::BringsYours),
    };
    let answers = Answers { all: Some(side), ..Answers::default() };
    let three = done.sides.three();
    let other = merge(states, &place.title, three, &answers, place.options.today)?;
    if !other.conflicts.is_empty() || other.tree == done.tree {
        return Ok(None);
    }
    // What would have errors is not taken back.
    let [now, before] = [states.file_set(&done.tree)?, states.file_set(&other.tree)?];
    if !judged(&[&now], &before, place.options.today).new_errors.is_empty() {
        return Ok(None);
    }
    let paths: BTreeSet<&String> = other.tree.keys().chain(done.tree.keys()).collect();
    let mut files = Vec::new();
    for path in paths.into_iter().filter(|path| other.tree.get(*path) != done.tree.get(*path)) {
        let text = |tree: &PlanTree| -> Result<Option<Option<String>>> {
            let Some(entry) = tree.get(path) else { return Ok(Some(None)) };
            let bytes = place.trees.as_file(path, &entry.id)?;
            Ok(String::from_utf8(bytes).ok().map(Some))
        };
        let (Some(before), Some(after)) = (text(&other.tree)?, text(&done.tree)?) else {
            return Ok(None);
        };
        files.push((path.clone(), before, after));
    }
    if files.is_empty() {
        return Ok(None);
    }
    let activities = activities(place, states, [&other.tree, &done.tree], settled)?;
    Ok(Some(WayBack { files, activities, undo }))
}

/// The activities that differ between the two choices: with the other one and as they are. What
/// goes with a decision is among them, such as a reference of others to an activity.
fn activities(
    place: &Place,
    states: &States<'_>,
    [before, after]: [&PlanTree; 2],
    settled: &[SettledConflict],
) -> Result<Vec<JournaledActivity>> {
    let both = [states.files(before)?, states.files(after)?];
    let changed = with_diff(both, place.options.today, changes);
    let ids: BTreeSet<(&str, &str)> = changed
        .iter()
        .map(|one| (Some(one.plan.as_str()), one.activity.as_deref()))
        .chain(
            settled
                .iter()
                .map(|one| &one.conflict)
                .map(|one| (one.plan.as_deref(), one.activity.as_deref())),
        )
        .filter_map(|(plan, activity)| plan.zip(activity))
        .collect();
    let [mut before, mut after] = [states.file_set(before)?, states.file_set(after)?];
    (before.keep_documents, after.keep_documents) = (true, true);
    let [before, after] = [read(&before), read(&after)];
    let [then, now] = [Index::new(&before.folder), Index::new(&after.folder)];
    let one = |(plan, id): (&str, &str)| {
        let value = |index: &Index<'_>, reading| {
            index.plan(plan).map_or(Value::Null, |plan| written_value(reading, plan, id))
        };
        JournaledActivity::new(plan, id, &value(&then, &before), &value(&now, &after))
    };
    Ok(ids.into_iter().map(one).collect())
}

impl WayBack {
    /// Keeps the way back for `undo`, and returns whether that was possible.
    pub(super) fn keep(self, place: &Place, command: EditCommand) -> bool {
        let Ok(workspace) = Workspace::new(&place.options) else { return false };
        let states: Vec<FileStates<'_>> = self
            .files
            .iter()
            .map(|(path, before, after)| FileStates {
                path,
                before: before.as_deref(),
                after: after.as_deref(),
            })
            .collect();
        record(&workspace, command, self.activities, &states);
        workspace.notes.take().is_empty()
    }
}
