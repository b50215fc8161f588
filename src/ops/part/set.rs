//! Changes fields of a plan, a theme, a priority, an organization or the settings.

use std::collections::BTreeMap;

use super::PartOptions;
use super::edit::{PartEdit, finish_parts};
use super::name::PartName;
use super::place::{PartPlace, file_with, find_part, plan_of};
use crate::diagnostic::message;
use crate::edit::{Assignment, Change, Value, assign_to};
use crate::format::keys::{KeyTable, ValueKind};
use crate::ops::activity_edit::plans_to_edit;
use crate::report::Edits;
use crate::workspace::{Error, LoadedPlans, Result, Workspace, understood_as};

/// Makes assignments in a part above the activities.
///
/// # Errors
/// If the part cannot be found, an assignment cannot be made, or the new text would have errors.
pub fn set_part(
    workspace: &Workspace,
    name: &PartName,
    options: &PartOptions,
    assignments: &[Assignment],
) -> Result<Edits> {
    let plans = &plans_to_edit(workspace, options.dry_run)?;
    let table = name.table();
    refuse_lists(table, assignments)?;
    let day = workspace.day();
    let mut edited = Vec::new();
    let mut changes = Vec::new();
    for (place, assignments) in placed(plans, name, options, assignments)? {
        let before = Value::of(place.place.node);
        let mut after = before.clone();
        assign_to(&mut after, table, &assignments, day)?;
        let plan = place.plan.map(|plan| plan.plan.name.clone());
        let own = plan.as_deref().unwrap_or_default().to_owned();
        if before != after {
            changes.push((place.file, place.place, Change::Value(after.clone())));
        }
        let (name, file) = (name.in_full(&own), place.file);
        edited.push(PartEdit { name, plan, file, table, before, after });
    }
    let mut edits = finish_parts(plans, &edited, changes, options)?;
    let typed = assignments.iter().flat_map(|one| one.typed_dates_in(table, day));
    edits.notes.extend(typed.map(|(text, day)| understood_as(&text, day)));
    Ok(edits)
}

/// Returns the places in which the assignments are made. The keys of a plan in a folder can be in
/// several files.
fn placed<'f>(
    plans: &LoadedPlans<'f>,
    name: &PartName,
    options: &PartOptions,
    assignments: &[Assignment],
) -> Result<Vec<(PartPlace<'f>, Vec<Assignment>)>> {
    let plan = options.plan.as_deref();
    if let (PartName::Plan(Some(named)), Some(plan)) = (name, plan)
        && named != plan
    {
        let what =
            message!("set.two-plans", "`plan:{named}` is not the plan `{plan}`", named, plan);
        return Err(
            Error::usage(what).hint(message!("set.name-the-plan-once", "name the plan once"))
        );
    }
    if !matches!(name, PartName::Plan(_)) {
        return Ok(vec![(find_part(plans, name, plan)?, assignments.to_vec())]);
    }
    let own = plan_of(plans, name, plan)?;
    let mut by_file: BTreeMap<_, (PartPlace<'f>, Vec<Assignment>)> = BTreeMap::new();
    for one in assignments {
        let (file, place) = file_with(plans, own, &[one.first_key(), "title", "period"])?;
        let place = || PartPlace { plan: Some(own), file, place: place.clone() };
        by_file.entry(file).or_insert_with(|| (place(), Vec::new())).1.push(one.clone());
    }
    Ok(by_file.into_values().collect())
}

/// Refuses lists of things that have commands of their own.
fn refuse_lists(table: &KeyTable, assignments: &[Assignment]) -> Result<()> {
    for one in assignments {
        let key = table.keys.iter().find(|key| key.name == one.first_key());
        let Some(ValueKind::List(inner)) = key.map(|key| key.takes) else { continue };
        let help = match inner.name {
            "theme" => {
                message!("set.edit-theme", "`workplan set theme:ID …`, `workplan add theme`")
            }
            "priority" => {
                message!(
                    "set.edit-priority",
                    "`workplan set priority:ID …`, `workplan add priority`"
                )
            }
            "organization" => {
                message!("set.edit-org", "`workplan set org:ID …`, `workplan add organization`")
            }
            "activity" => message!("set.edit-activity", "`workplan set ID …`, `workplan add`"),
            _ => continue,
        };
        let what =
            message!("set.has-own-command", "`{key}` is not set as a whole", key = one.first_key());
        return Err(Error::usage(what).hint(help));
    }
    Ok(())
}
