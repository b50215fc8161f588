//! Writes the plan that follows another one, or adds to it what it does not continue yet.

mod attention;
mod next_plan;
mod request;
mod verify;

use crate::analysis::Index;
use crate::format::read;
use crate::ops::activity_edit::plans_to_edit;
use crate::report::{CarriedActivity, EndedActivity, Rollover};
use crate::workspace::{Result, Workspace};
use next_plan::NextPlan;

pub use request::RolloverOptions;

/// Writes the plan that follows another one. The old plan does not change.
///
/// # Errors
/// Where the new plan is there already, would have errors, or would not continue every activity
/// that is open.
pub fn rollover(workspace: &Workspace, options: &RolloverOptions) -> Result<Rollover> {
    let plans = &plans_to_edit(workspace, options.dry_run)?;
    let next = request::next_plan(plans, options)?;
    let (files, notes) = next.files()?;
    notes.into_iter().for_each(|note| plans.note(note));
    let input = next.folder(&files);
    let reading = read(&input);
    let index = Index::new(&reading.folder);
    verify::refuse_errors(plans, &next, &input, &reading, &index)?;
    if !files.is_empty() {
        verify::refuse_losses(&next, &index)?;
    }
    if !options.dry_run {
        next.write(&files)?;
    }
    let attention = attention::items(&next, &reading, plans.as_of.day);
    let (is_written, texts) = if options.dry_run { (false, files) } else { (true, Vec::new()) };
    Ok(Rollover { is_written, texts, attention, ..report(&next) })
}

/// What became of each activity of the old plan, in file order.
fn report(next: &NextPlan<'_>) -> Rollover {
    let (old, from) = (next.old, &next.old.plan.name);
    let mut report = Rollover {
        from: from.clone(),
        to: next.to.clone(),
        path: next.path(),
        ..Rollover::default()
    };
    for (_, activity) in old.plan.activities() {
        let id = &*activity.id.value;
        let carried = |to: String| CarriedActivity { from: format!("{from}/{id}"), to };
        if next.forward.carried.contains(id) {
            report.carried.push(carried(format!("{}/{id}", next.to)));
        } else if !activity.status.has_ended() {
            report.carried_before.push(carried(next.place_of(id)));
        }
        if activity.status.has_ended() {
            let status = activity.status.value;
            report.left.push(EndedActivity { id: id.to_owned(), status });
        }
    }
    report
}
