//! Differences that were decided: what was dropped, and the way back that `undo` knows.

use std::collections::BTreeSet;

use super::came_in::described;
use super::changes::{changes, with_diff};
use super::folder_merge::merge;
use super::judge::judged;
use super::place::Place;
use super::sides::{Answers, DoneMerge, OpenConflict, Sides};
use super::states::States;
use crate::analysis::{FieldChange, Index};
use crate::edit::Value;
use crate::edit::merge::Favour;
use crate::format::{plan_of, read};
use crate::ops::activity_edit::written_value;
use crate::ops::journal::{EditCommand, FileStates, JournaledActivity, record};
use crate::report::{ChangeByOthers, SettledConflict, ShareConflict, UndoOfSettlement};
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

/// Describes a decision.
pub(super) fn settled(
    place: &Place,
    states: &States<'_>,
    sides: &Sides,
    (told, own): (ShareConflict, &OpenConflict),
    side: Favour,
) -> Result<SettledConflict> {
    let keeps_yours = side == Favour::Ours;
    let mut dropped = Vec::new();
    let mut shown_by = None;
    if own.conflict.is_none() {
        let [ours, theirs] = own.shown_by();
        let (other, shown) = match keeps_yours {
            true => (&sides.theirs, theirs),
            false => (&sides.ours, ours),
        };
        dropped = dropped_with(place, states, [&sides.base, other], &own.path)?;
        shown_by = shown.filter(|_| dropped.is_empty());
    }
    let is_of_format = place.trees.in_folder(&place.trees.from_root(&own.path)).is_some();
    Ok(SettledConflict { conflict: told, keeps_yours, dropped, shown_by, is_of_format })
}

/// What a side had done in a file that is dropped.
fn dropped_with(
    place: &Place,
    states: &States<'_>,
    trees: [&PlanTree; 2],
    path: &str,
) -> Result<Vec<ChangeByOthers>> {
    let [base, other] = trees;
    // A plan that was split into files is where its file was.
    let plan = plan_of(path).filter(|_| base.contains_key(path) && !other.contains_key(path));
    let is_it = |own: &str| own == path || plan.is_some() && plan_of(own) == plan;
    let only = |tree: &PlanTree| -> PlanTree {
        tree.iter().filter(|(own, _)| is_it(own)).map(|(k, v)| (k.clone(), v.clone())).collect()
    };
    let both = [states.files(&only(base))?, states.files(&only(other))?];
    Ok(with_diff(both, place.options.today, changes))
}

/// Adds to decisions about a field what else goes with it in its activity, such as the reason of a
/// date: it was written on the side that is dropped, and is not in the result.
pub(super) fn add_what_goes_along(
    place: &Place,
    states: &States<'_>,
    merge: &DoneMerge,
    all: &mut [SettledConflict],
) -> Result<()> {
    let told: BTreeSet<(Option<String>, Option<String>, Option<String>)> = all
        .iter()
        .map(|SettledConflict { conflict: one, .. }| {
            (one.plan.clone(), one.activity.clone(), one.field.clone())
        })
        .collect();
    for keeps_yours in [true, false] {
        let mut own: Vec<&mut SettledConflict> = all
            .iter_mut()
            .filter(|one| one.keeps_yours == keeps_yours && one.conflict.field.is_some())
            .collect();
        if own.is_empty() {
            continue;
        }
        let dropped = if keeps_yours { &merge.sides.theirs } else { &merge.sides.ours };
        let differences = |from: &PlanTree| -> Result<Vec<ChangeByOthers>> {
            let both = [states.files(from)?, states.files(dropped)?];
            Ok(with_diff(both, place.options.today, changes))
        };
        let (written, missing) = (differences(&merge.sides.base)?, differences(&merge.tree)?);
        for mut change in written {
            let key = |field: &str| {
                (Some(change.plan.clone()), change.activity.clone(), Some(field.to_owned()))
            };
            let Some(with) = own.iter_mut().find(|one| {
                let conflict = &one.conflict;
                conflict.plan.as_ref() == Some(&change.plan) && conflict.activity == change.activity
            }) else {
                continue;
            };
            let is_missing = |field: &str| {
                let mut other = missing.iter().filter(|other| {
                    (&other.plan, &other.activity) == (&change.plan, &change.activity)
                });
                other.any(|other| other.changes.iter().any(|other| other.field == field))
            };
            // With the status go the day of completion and the progress.
            let follows = |field: &str| {
                matches!(field, "completed" | "progress") && told.contains(&key("status"))
            };
            let fields: Vec<FieldChange> = change
                .changes
                .iter()
                .filter(|one| is_missing(one.field) && !told.contains(&key(one.field)))
                .filter(|one| !follows(one.field))
                .cloned()
                .collect();
            if !fields.is_empty() {
                change.changes = fields;
                with.dropped.push(change);
            }
        }
    }
    Ok(())
}

/// Describes the decisions that the side for all has taken in a merge.
pub(super) fn settled_by_side(
    place: &Place,
    states: &States<'_>,
    merge: &DoneMerge,
    range: (Option<&str>, &str),
) -> Result<Vec<SettledConflict>> {
    let open: Vec<&OpenConflict> = merge.settled.iter().map(|(open, _)| open).collect();
    let told = described(place, states, &merge.sides.ours, range, &open)?;
    let all = told.into_iter().zip(&merge.settled);
    all.map(|(told, (open, side))| settled(place, states, &merge.sides, (told, open), *side))
        .collect()
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
