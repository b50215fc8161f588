//! What is overdue, and what is due next.

use super::select::Selection;
use crate::analysis;
use crate::model::long_day;
use crate::report::DueReport;
use crate::workspace::{LoadedPlans, Result};

/// What is asked about due dates.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct DueOptions {
    /// The plan's name; otherwise the plan that holds the day.
    pub plan: Option<String>,
    /// The activities that are looked at.
    pub selection: Selection,
    /// How many days to look ahead; otherwise what the group counts as soon.
    pub within: Option<u32>,
}

/// Returns what is overdue: activities and milestones, the longest overdue first.
///
/// # Errors
/// Where the plan is not there or has errors, or the selection names what is not there.
pub fn overdue<'f>(plans: &LoadedPlans<'f>, options: &DueOptions) -> Result<DueReport<'f>> {
    let plan = plans.plan(options.plan.as_deref())?;
    Ok(DueReport {
        as_of: plans.as_of.day,
        revision: plans.workspace.revision(),
        items: analysis::overdue(options.selection.choose(plans, plan)?, plans.as_of),
        overdue: true,
        none: format!("{} is overdue.", nothing(&options.selection)),
    })
}

/// Returns what is due next: activities and milestones, the nearest first.
///
/// # Errors
/// Where the plan is not there or has errors, or the selection names what is not there.
pub fn upcoming<'f>(plans: &LoadedPlans<'f>, options: &DueOptions) -> Result<DueReport<'f>> {
    let plan = plans.plan(options.plan.as_deref())?;
    let within = options.within.unwrap_or(plans.as_of.soon);
    let items = analysis::upcoming(options.selection.choose(plans, plan)?, plans.as_of, within);
    let until = long_day(plans.as_of.until(within));
    let nothing = nothing(&options.selection);
    let none = match within {
        0 => format!("{nothing} is due on {until}."),
        1 => format!("{nothing} is due in the next day (to {until})."),
        days => format!("{nothing} is due in the next {days} days (to {until})."),
    };
    Ok(DueReport {
        as_of: plans.as_of.day,
        revision: plans.workspace.revision(),
        items,
        overdue: false,
        none,
    })
}

/// Begins a sentence about what is not there: of all activities, or of those that are selected.
fn nothing(selection: &Selection) -> &'static str {
    if *selection == Selection::default() { "Nothing" } else { "Nothing that was asked for" }
}
