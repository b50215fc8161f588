//! What is overdue, and what is due next.

use super::carried::note_carried;
use super::select::Selection;
use crate::analysis;
use crate::diagnostic::{long_day, message};
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
    let items = analysis::overdue(options.selection.choose(plans, plan)?, plans.as_of);
    if items.is_empty() {
        note_carried(plans, plan);
    }
    Ok(DueReport {
        as_of: plans.as_of.day,
        revision: plans.workspace.revision(),
        items,
        overdue: true,
        none: Some(match options.selection.is_everything() {
            true => message!("due.none-overdue", "Nothing is overdue."),
            false => message!("due.none-asked-overdue", "Nothing that was asked for is overdue."),
        }),
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
    if items.is_empty() {
        note_carried(plans, plan);
    }
    let until = long_day(plans.as_of.until(within));
    let none = match (options.selection.is_everything(), within) {
        (true, 0) => message!("due.none-today", "Nothing is due on {until}.", until),
        (true, days) => message!(
            "due.none",
            "Nothing is due in the next {days#day|# days} (to {until}).",
            days,
            until
        ),
        (false, 0) => {
            message!("due.none-asked-today", "Nothing that was asked for is due on {until}.", until)
        }
        (false, days) => message!(
            "due.none-asked",
            "Nothing that was asked for is due in the next {days#day|# days} (to {until}).",
            days,
            until
        ),
    };
    Ok(DueReport {
        as_of: plans.as_of.day,
        revision: plans.workspace.revision(),
        items,
        overdue: false,
        none: Some(none),
    })
}
