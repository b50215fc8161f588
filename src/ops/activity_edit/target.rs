//! Which activity an id means, in which plan and file.

use super::milestone::milestone_number;
use crate::analysis::PlanIndex;
use crate::diagnostic::{did_you_mean, message, nearest, one_of};
use crate::edit::{Value, find};
use crate::format::Reading;
use crate::ops::verify_edit::refused;
use crate::ops::words::{list_shows_ids, no_such_activity, numbers_are_no_ids};
use crate::text::{FileId, clean_line};
use crate::workspace::{Error, LoadedPlans, Result};

/// An activity that is to be changed.
pub(crate) struct EditTarget<'f> {
    /// Its plan.
    pub plan: &'f PlanIndex<'f>,
    /// Its id.
    pub id: String,
    /// The file that it is in.
    pub file: FileId,
}

/// An activity before and after, by what its YAML says.
pub(crate) struct ActivityEdit<'f> {
    /// The activity.
    pub target: EditTarget<'f>,
    /// What it said; nothing, if it is new.
    pub before: Value,
    /// What it is to say.
    pub after: Value,
    /// The numbers of the milestones that were named; none for the activity itself.
    pub named: Vec<Option<usize>>,
}

/// Returns what the YAML of a plan says of an activity; nothing if it is not there.
pub(crate) fn written_value(reading: &Reading<'_>, plan: &PlanIndex<'_>, id: &str) -> Value {
    let documents = plan.plan.files.iter().filter_map(|file| reading.documents.get(file));
    let mut found = documents.flat_map(|document| find(document, id));
    found.next().map_or(Value::Null, |place| Value::of(place.node))
}

/// The activity that an id means; `ID#N` is its milestone of that number, `ID#TEXT` the one with
/// that text in its title.
pub(crate) fn target_of<'f>(
    plans: &LoadedPlans<'f>,
    plan: Option<&str>,
    id: &str,
) -> Result<(EditTarget<'f>, Option<usize>)> {
    let Some((id, number)) = id.split_once('#') else {
        return Ok((target(plans, plan, id)?, None));
    };
    let target = target(plans, plan, id)?;
    let activity =
        target.plan.plan.written_activities().find(|activity| activity.id.value == target.id);
    let number = match activity {
        Some(activity) => milestone_number(activity, number)?,
        None => return Err(refused(plans, &target.plan.plan.name)),
    };
    Ok((target, Some(number)))
}

/// The activity that an id means: without a plan's name, in the plan that the day chooses.
pub(super) fn target<'f>(
    plans: &LoadedPlans<'f>,
    plan: Option<&str>,
    id: &str,
) -> Result<EditTarget<'f>> {
    let (named, id) = match id.split_once('/') {
        Some((named, id)) => (Some(named), id),
        None => (plan, id),
    };
    if let (Some(named), Some(plan)) = (named, plan)
        && named != plan
    {
        let what = message!(
            "edit.not-in-plan",
            "`{named}/{id}` is not in the plan `{plan}`",
            named = clean_line(named),
            id = clean_line(id),
            plan = clean_line(plan)
        );
        return Err(
            Error::usage(what).hint(message!("edit.name-the-plan-once", "name the plan once"))
        );
    }
    let file_in = |plan: &PlanIndex<'_>| {
        plan.plan
            .written_activities()
            .find(|activity| activity.id.value == id)
            .map(|found| found.key.file)
    };
    let plan = plans.plan_to_edit(named)?;
    if let Some(file) = file_in(plan) {
        if named.is_none() {
            plans.note_outside(plan);
        }
        return Ok(EditTarget { plan, id: id.to_owned(), file });
    }
    if plan.plan.broken {
        return Err(refused(plans, &plan.plan.name));
    }
    let failure = Error::not_found(no_such_activity(&plan.plan.name, id));
    let holders: Vec<&str> = plans
        .index
        .plans()
        .filter(|plan| file_in(plan).is_some())
        .map(|plan| plan.plan.name.as_str())
        .collect();
    let help = match (holders.as_slice(), nearest(id, plan.ids())) {
        ([holder], _) => message!(
            "edit.is-in-plan",
            "it is in the plan `{holder}`: name it as {holder}/{id}",
            holder = *holder,
            id
        ),
        ([_, ..], _) => {
            let names: Vec<String> =
                holders.iter().map(|holder| format!("{holder}/{id}")).collect();
            message!(
                "edit.is-in-plans",
                "it is in the plans {holders}: name it as {names}",
                holders = holders.join(", "),
                names = one_of(names)
            )
        }
        (_, Some(meant)) => did_you_mean(meant),
        (_, None) => list_shows_ids(&plan.plan.name),
    };
    Err(numbers_are_no_ids(id).into_iter().fold(failure.hint(help), Error::hint))
}
