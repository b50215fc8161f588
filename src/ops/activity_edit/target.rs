//! Which activity an id means, in which plan and file.

use crate::analysis::PlanIndex;
use crate::diagnostic::nearest;
use crate::edit::Value;
use crate::ops::verify_edit::refused;
use crate::text::{FileId, argument, clean_line};
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
}

/// The activity that an id means; `ID#N` is its milestone of that number.
pub(super) fn target_of<'f>(
    plans: &LoadedPlans<'f>,
    plan: Option<&str>,
    id: &str,
) -> Result<(EditTarget<'f>, Option<usize>)> {
    let Some((id, number)) = id.split_once('#') else {
        return Ok((target(plans, plan, id)?, None));
    };
    let target = target(plans, plan, id)?;
    let many = target
        .plan
        .plan
        .written_activities()
        .find(|activity| activity.id.value == target.id)
        .map_or(0, |own| own.milestones.len());
    let there = match many {
        0 => "it has no milestones".to_owned(),
        1 => format!("it has one milestone, {id}#1"),
        many => format!("its milestones are {id}#1 to {id}#{many}"),
    };
    match number.parse::<usize>().ok().filter(|number| (1..=many).contains(number)) {
        Some(number) => Ok((target, Some(number))),
        None => Err(Error::not_found(format!(
            "`{}` has no milestone `{}`",
            clean_line(id),
            clean_line(number)
        ))
        .hint(clean_line(&there))),
    }
}

/// The activity that an id means: without a plan's name, in the plan that the day chooses.
fn target<'f>(plans: &LoadedPlans<'f>, plan: Option<&str>, id: &str) -> Result<EditTarget<'f>> {
    let (named, id) = match id.split_once('/') {
        Some((named, id)) => (Some(named), id),
        None => (plan, id),
    };
    if let (Some(named), Some(plan)) = (named, plan)
        && named != plan
    {
        let what = format!(
            "`{}/{}` is not in the plan `{}`",
            clean_line(named),
            clean_line(id),
            clean_line(plan)
        );
        return Err(Error::usage(what).hint("name the plan once"));
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
    let failure = Error::not_found(format!(
        "the plan `{}` has no activity `{}`",
        plan.plan.name,
        clean_line(id)
    ));
    let holders: Vec<&str> = plans
        .index
        .plans()
        .filter(|plan| file_in(plan).is_some())
        .map(|plan| plan.plan.name.as_str())
        .collect();
    let help = match (holders.as_slice(), nearest(id, plan.ids())) {
        ([holder], _) => format!("it is in the plan `{holder}`: name it as {holder}/{id}"),
        ([_, ..], _) => {
            let names: Vec<String> =
                holders.iter().map(|holder| format!("{holder}/{id}")).collect();
            format!("it is in the plans {}: name it as {}", holders.join(", "), names.join(" or "))
        }
        (_, Some(meant)) => format!("did you mean `{meant}`?"),
        (_, None) => format!("workplan list {} shows the ids", argument(&plan.plan.name, "PLAN")),
    };
    Err(failure.hint(help))
}
