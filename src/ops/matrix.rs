//! Priorities against cross-cutting themes.

use crate::analysis;
use crate::report::MatrixReport;
use crate::workspace::{LoadedPlans, Result};

/// Returns how far each theme runs through each priority of a plan, and where it is missing.
///
/// # Errors
/// Where the plan is not there or has errors.
pub fn matrix<'f>(plans: &LoadedPlans<'f>, plan: Option<&str>) -> Result<MatrixReport<'f>> {
    let plan = plans.plan(plan)?;
    Ok(MatrixReport {
        plan: plan.plan,
        as_of: plans.as_of.day,
        revision: plans.workspace.revision(),
        matrix: analysis::matrix(plan, plans.as_of),
        bands: plans.reading.folder.config.rating,
    })
}
