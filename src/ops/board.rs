//! Everything that the board shows of a plan.

use super::me::owners_or_own;
use crate::analysis::{ActivityFacts, matrix, open_items, standing};
use crate::report::BoardReport;
use crate::workspace::{LoadedPlans, Result};

/// Which plan the board shows, and whose items first.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct BoardOptions {
    /// The plan's name; otherwise the plan that holds the day.
    pub plan: Option<String>,
    /// Organizations: ids or short names; otherwise those of the user.
    pub owners: Vec<String>,
}

/// Returns everything that the board shows of a plan.
///
/// # Errors
/// If the plan is missing or has errors, or has no such organization.
pub fn board<'f>(plans: &LoadedPlans<'f>, options: &BoardOptions) -> Result<BoardReport<'f>> {
    let plan = plans.plan(options.plan.as_deref())?;
    let (owners, unknown) = match owners_or_own(plans, plan, &options.owners) {
        // The items of all can be shown, whoever the user is.
        Err(error) if options.owners.is_empty() => (Vec::new(), Some(error.in_one_line())),
        found => (found?, None),
    };
    let all: Vec<ActivityFacts<'f>> = ActivityFacts::all(plan, plans.as_of).collect();
    Ok(BoardReport {
        plan,
        as_of: plans.as_of,
        owners,
        unknown,
        open: open_items(plans.index, all.iter().copied(), plans.as_of),
        ended: all.into_iter().filter(|facts| !facts.open).collect(),
        standing: standing(plan, plans.as_of),
        matrix: matrix(plan, plans.as_of),
        bands: plans.reading.folder.config.rating,
    })
}
