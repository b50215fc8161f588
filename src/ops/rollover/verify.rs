//! What a new plan has to pass before it is written: it brings no error, and loses no activity.

use std::collections::BTreeSet;

use super::next_plan::NextPlan;
use crate::analysis::{AsOf, Index};
use crate::diagnostic::{Diagnostic, FindingKey, Level, message};
use crate::format::{FileSet, Reading};
use crate::report::FoundFaults;
use crate::rules::CheckResult;
use crate::workspace::{Error, LoadedPlans, Result};

/// Refuses a new plan that brings an error which was not there before.
pub(super) fn refuse_errors(
    plans: &LoadedPlans<'_>,
    next: &NextPlan<'_>,
    input: &FileSet,
    reading: &Reading<'_>,
    index: &Index<'_>,
) -> Result<()> {
    let before = CheckResult::errors(plans.reading, plans.index, plans.as_of).findings;
    let before: BTreeSet<_> = before.iter().map(known_by).collect();
    let as_of = AsOf { soon: reading.folder.config.soon, ..plans.as_of };
    let mut errors = CheckResult::errors(reading, index, as_of).findings;
    errors.retain(|finding| !finding.1.check_alone && !before.contains(&known_by(finding)));
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

/// What an error is known by in the folder before and after.
fn known_by((_, finding): &(Level, Diagnostic)) -> (FindingKey<'_>, Option<&str>, Option<&str>) {
    (finding.key(), finding.plan.as_deref(), finding.activity.as_deref())
}
