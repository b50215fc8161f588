//! Everything about one activity.

use super::activity_edit::target_of;
use super::activity_name::ActivityName;
use super::words::{list_shows_ids, no_such_activity};
use crate::analysis::{ActivityFacts, PlanIndex, relations};
use crate::diagnostic::{did_you_mean, message, nearest};
use crate::report::ShowReport;
use crate::text::argument;
use crate::workspace::{Error, LoadedPlans, Result};

/// Returns everything about one activity: its fields, what it waits for, what waits for it, and its
/// lineage over the years.
///
/// # Errors
/// Where the plan is not there or has errors, or has no such activity.
pub fn show<'f>(plans: &LoadedPlans<'f>, name: &ActivityName) -> Result<ShowReport<'f>> {
    let plan = plans.plan(name.plan.as_deref())?;
    // `ID#N` names a milestone: everything about it is shown with its activity.
    let id = name.id.split_once('#').map_or(name.id.as_str(), |(id, _)| id);
    let Some((priority, activity)) = plan.find(id) else {
        return Err(not_there(plans, plan, id));
    };
    if id != name.id {
        target_of(plans, Some(&plan.plan.name), &name.id)?;
    }
    let facts = ActivityFacts::of(plan, priority, activity, plans.as_of);
    Ok(ShowReport {
        as_of: plans.as_of.day,
        revision: plans.workspace.revision(),
        relations: relations(plans.index, &facts, plans.as_of),
        facts,
        sources: plans.sources,
    })
}

fn not_there(plans: &LoadedPlans<'_>, plan: &PlanIndex<'_>, id: &str) -> Error {
    let error = Error::not_found(no_such_activity(&plan.plan.name, id));
    let others: Vec<String> = plans
        .index
        .plans()
        .filter(|other| other.find(id).is_some())
        .map(|other| {
            format!("workplan show {}", argument(&format!("{}/{id}", other.plan.name), "PLAN/ID"))
        })
        .collect();
    if !others.is_empty() {
        return error.hint(message!(
            "show.in-another-plan",
            "it is in another plan: {others}",
            others = others.join(", ")
        ));
    }
    match nearest(id, plan.ids()) {
        Some(meant) => error.hint(did_you_mean(meant)),
        None => error.hint(list_shows_ids(&plan.plan.name)),
    }
}
