//! The open activities and milestones of the user's organizations, by urgency.

use super::carried::note_carried;
use super::me::owners_or_own;
use super::select::Selection;
use crate::analysis::{PlanIndex, open_items};
use crate::diagnostic::{all_of, message};
use crate::report::MineReport;
use crate::text::clean_line;
use crate::workspace::{LoadedPlans, Result};

/// Whose items are asked for.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct MineOptions {
    /// The plan's name; otherwise the plan that holds the day.
    pub plan: Option<String>,
    /// Organizations: ids or short names; otherwise those of the user.
    pub owners: Vec<String>,
}

/// Returns the open activities and milestones of the user's organizations, or of others, the most
/// urgent first.
///
/// # Errors
/// If the plan is missing or has errors, has no such organization, or it is unknown who the user
/// is.
pub fn mine<'f>(plans: &LoadedPlans<'f>, options: &MineOptions) -> Result<MineReport<'f>> {
    let plan = plans.plan(options.plan.as_deref())?;
    let owners = owners_or_own(plans, plan, &options.owners)?;
    items_of(plans, plan, owners)
}

/// Returns the open activities and milestones of organizations that are known.
fn items_of<'f>(
    plans: &LoadedPlans<'f>,
    plan: &'f PlanIndex<'f>,
    owners: Vec<String>,
) -> Result<MineReport<'f>> {
    let own = Selection { owners: owners.clone(), ..Selection::default() };
    let items = open_items(plans.index, own.choose(plans, plan)?, plans.as_of);
    if items.is_empty() {
        note_carried(plans, plan);
    }
    let names = owners.iter().map(|id| clean_line(plan.directory.display(id)).into_owned());
    Ok(MineReport {
        plan,
        as_of: plans.as_of.day,
        revision: plans.workspace.revision(),
        items,
        none: message!(
            "mine.none",
            "Nothing to do: no activity of {names} is open in the plan {plan}.",
            names = all_of(names.collect::<Vec<_>>()),
            plan = clean_line(&plan.plan.name)
        ),
        owners,
    })
}
