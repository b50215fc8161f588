//! What a new plan has to pass before it is written: it brings no error, and loses no activity.

use super::next_plan::NextPlan;
use crate::analysis::Index;
use crate::diagnostic::message;
use crate::format::{FileSet, Reading};
use crate::ops::new_faults::new_errors;
use crate::report::FoundFaults;
use crate::workspace::{Error, LoadedPlans, Result};

/// Refuses a new plan that brings an error which was not there before.
pub(super) fn refuse_errors(
    plans: &LoadedPlans<'_>,
    next: &NextPlan<'_>,
    input: &FileSet,
    reading: &Reading<'_>,
    index: &Index<'_>,
) -> Result<()> {
    let errors = new_errors(plans, reading, index);
    if errors.is_empty() {
        return Ok(());
    }
    // An old plan that is sound has no errors: what the new activities lack is missing in the plan
    // that they go to.
    let at_fault = &next.target.unwrap_or(next.old).plan.name;
    let help = message!(
        "rollover.would-have-errors",
        "{to} would have these errors, so nothing was written; correct {at_fault} first",
        to = &next.to,
        at_fault
    );
    Err(Error::plans(None, FoundFaults::counted(errors, &input.sources)).hint(help))
}

/// Refuses a new plan that does not continue every activity that goes along.
pub(super) fn refuse_losses(next: &NextPlan<'_>, index: &Index<'_>) -> Result<()> {
    let old = index.plan(&next.old.plan.name);
    let is_continued = |id: &String| {
        old.is_some_and(|old| old.find(id).is_some_and(|(_, one)| old.is_carried(one)))
    };
    if next.forward.carried.iter().all(is_continued) {
        return Ok(());
    }
    Err(Error::refused(message!(
        "rollover.would-lose",
        "the new plan would not continue every activity, so nothing was written"
    )))
}
