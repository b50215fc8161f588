//! What a decision drops: the value that the other side had written, and what goes with it.

use std::collections::BTreeSet;

use super::came_in::described;
use super::changes::{changes, with_diff};
use super::place::Place;
use super::sides::{DoneMerge, OpenConflict, Sides};
use super::states::States;
use crate::analysis::FieldChange;
use crate::edit::merge::Favour;
use crate::format::plan_of;
use crate::report::{ChangeByOthers, SettledConflict, ShareConflict};
use crate::store::PlanTree;
use crate::workspace::Result;

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
    if own.conflict.is_none() && !own.drops_nothing {
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
