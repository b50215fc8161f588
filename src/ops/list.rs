//! The activities of a plan, selected and sorted.

use super::select::Selection;
use crate::analysis::{FieldValues, SortKey};
use crate::history::History;
use crate::model::Status;
use crate::report::ListReport;
use crate::workspace::{LoadedPlans, Result};

/// Which activities are listed, and in which order.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ListOptions {
    /// The plan's name; otherwise the plan that holds the day.
    pub plan: Option<String>,
    /// The activities that are asked for.
    pub selection: Selection,
    /// Only what is ongoing, and unchanged in git for this long.
    pub stale: Option<Stale>,
    /// What they are sorted by; otherwise they stay in file order.
    pub sort: Option<SortKey>,
    /// Whether they are sorted the other way round.
    pub is_reversed: bool,
}

/// For how long an activity is unchanged before it is stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stale {
    /// For as long as `config.yaml` says.
    AsConfigured,
    /// For this many days.
    Days(u32),
}

/// Returns the activities of a plan that are asked for.
///
/// # Errors
/// Where the plan is not there or has errors, the selection names what is not there, or git cannot
/// say what is stale.
pub fn list<'f>(plans: &LoadedPlans<'f>, options: &ListOptions) -> Result<ListReport<'f>> {
    let plan = plans.plan(options.plan.as_deref())?;
    let mut activities = options.selection.choose(plans, plan)?;
    if let Some(stale) = options.stale {
        let days = match stale {
            Stale::AsConfigured => plans.reading.folder.config.stale,
            Stale::Days(days) => days,
        };
        activities.retain(|facts| facts.status == Status::Ongoing);
        let now = activities
            .iter()
            .map(|facts| (facts.activity.id.to_string(), FieldValues::of(facts)))
            .collect();
        let history = History::of(plans.workspace, "--stale")?;
        let unchanged = history.unchanged(&plan.plan.name, &now, days, plans.as_of.day)?;
        activities.retain(|facts| unchanged.contains(&*facts.activity.id.value));
    }
    if let Some(key) = options.sort {
        key.sort(&mut activities, options.is_reversed);
    }
    Ok(ListReport {
        as_of: plans.as_of.day,
        revision: plans.workspace.revision(),
        activities,
        sources: plans.sources,
    })
}
