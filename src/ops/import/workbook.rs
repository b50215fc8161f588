//! Takes in what was changed in an exported workbook.

use super::options::ImportOptions;
use super::rewrite_plan::rewrite_plan;
use crate::diagnostic::{Message, message};
use crate::ops::activity_edit::{finish, plans_to_edit};
use crate::report::{Import, ImportConflict};
use crate::spreadsheet::{FieldConflict, ReturnedWorkbook, merge};
use crate::workspace::{Error, Result, Workspace};

/// The most faults of a workbook that are listed.
const MOST_FAULTS: usize = 1_000;

/// Takes in what was changed in an exported workbook: into its own plan, and nothing else.
pub(super) fn import_workbook(
    workspace: &Workspace,
    options: &ImportOptions,
    name: &str,
    edited: &ReturnedWorkbook,
) -> Result<Import> {
    if options.to.is_some() || options.mapping.is_some() || options.write_mapping.is_some() {
        let what = message!(
            "import.exported",
            "{name} was exported: it goes back into its own plan",
            name
        );
        return Err(Error::usage(what)
            .hint(message!("import.leave-out-to", "leave out --to and the mapping")));
    }
    let plans = &plans_to_edit(workspace, options.dry_run)?;
    let plan = plans.sound_plan(Some(&edited.state.plan))?;
    let mut merge = merge(edited, plan.plan, &plan.directory, options.preferred);
    merge.faults.splice(0..0, edited.faults.iter().cloned());
    edited.notes.iter().chain(&merge.notes).for_each(|note| plans.note(note.clone()));
    if !merge.faults.is_empty() {
        return Err(faults(merge.faults));
    }
    if !merge.conflicts.is_empty() {
        return Ok(Import::Conflicts(merge.conflicts.iter().map(told).collect()));
    }
    let (edits, texts) = rewrite_plan(plans, plan, &merge)?;
    finish(plans, &edits, &texts, options.dry_run).map(Import::Edits)
}

fn faults(mut faults: Vec<Message>) -> Error {
    let more = faults.len().saturating_sub(MOST_FAULTS);
    faults.truncate(MOST_FAULTS);
    if more > 0 {
        faults.push(message!(
            "import.more-faults",
            "{more#1 more fault is|# more faults are} not told here",
            more
        ));
    }
    Error::input(faults).hint(message!(
        "import.correct-cells",
        "nothing was written; correct these cells and import again"
    ))
}

fn told(conflict: &FieldConflict) -> ImportConflict {
    let FieldConflict { id, field, exported, plan, workbook } = conflict.clone();
    ImportConflict { id, field: field.to_string(), exported, plan, workbook }
}
