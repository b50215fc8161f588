//! Takes in what was changed in exported workbooks.

use super::faults_of_cells::with_cells;
use super::options::ImportOptions;
use super::rewrite_plan::{RewrittenPlan, rewrite_plan};
use crate::diagnostic::{Message, message};
use crate::ops::activity_edit::{finish, plans_to_edit};
use crate::report::{ConflictingWorkbook, Import, ImportConflict};
use crate::spreadsheet::{FieldConflict, NamedWorkbook, ReturnedWorkbook, merge};
use crate::text::clean_line;
use crate::workspace::{Error, Result, Workspace};

/// The most faults of a workbook that are listed.
const MOST_FAULTS: usize = 1_000;

/// The most values of a workbook that are named where the plan's values count.
const MOST_OVERRULED: usize = 200;

/// An exported workbook that came back.
pub(super) struct ReturnedFile {
    /// Its name as it is shown.
    pub name: String,
    /// Its content.
    pub edited: Box<ReturnedWorkbook>,
}

/// Takes in what was changed in exported workbooks: into their own plan, and nothing else.
pub(super) fn import_workbooks(
    workspace: &Workspace,
    options: &ImportOptions,
    files: &[ReturnedFile],
) -> Result<Import> {
    let Some(first) = files.first() else { return Ok(Import::Conflicts(Vec::new())) };
    if options.to.is_some() || options.mapping.is_some() || options.write_mapping.is_some() {
        let what = message!(
            "import.exported",
            "{name} was exported: it goes back into its own plan",
            name = &first.name
        );
        return Err(Error::usage(what)
            .hint(message!("import.leave-out-to", "leave out --to and the mapping")));
    }
    are_of_one_plan(first, files)?;
    let plans = &plans_to_edit(workspace, options.dry_run)?;
    let plan = plans.sound_plan(Some(&first.edited.state.plan))?;
    let named: Vec<NamedWorkbook<'_>> =
        files.iter().map(|file| NamedWorkbook { name: &file.name, edited: &file.edited }).collect();
    let merge = merge(&named, plan.plan, &plan.directory, options.preferred);
    merge.notes.iter().for_each(|note| plans.note(note.clone()));
    if !merge.faults.is_empty() {
        return Err(faults(merge.faults));
    }
    if !merge.conflicts.is_empty() {
        let told = merge.conflicts.iter().map(|conflict| told(conflict, files));
        return Ok(Import::Conflicts(told.collect()));
    }
    tell_overruled(&merge.overruled, files, &|note| plans.note(note));
    let RewrittenPlan { edits, texts, new } = rewrite_plan(plans, plan, &merge)?;
    let has_notes = !merge.notes.is_empty() || !merge.overruled.is_empty();
    let edits = finish(plans, &edits, &texts, options.dry_run)
        .map_err(|error| with_cells(error, &merge.changes, &new))?;
    Ok(Import::Edits { edits, has_notes })
}

/// Notes what a workbook says where the user has decided that the plan's values count.
fn tell_overruled(overruled: &[FieldConflict], files: &[ReturnedFile], note: &dyn Fn(Message)) {
    let first = overruled.iter().take(MOST_OVERRULED);
    first.for_each(|conflict| note(told(conflict, files).overruled()));
    let more = overruled.len().saturating_sub(MOST_OVERRULED);
    if more > 0 {
        note(message!(
            "import.more-overruled",
            "{more#1 more value|# more values} of the plan stay",
            more
        ));
    }
}

/// Refuses workbooks of two plans.
fn are_of_one_plan(first: &ReturnedFile, files: &[ReturnedFile]) -> Result<()> {
    let plan = &first.edited.state.plan;
    let Some(other) = files.iter().find(|file| file.edited.state.plan != *plan) else {
        return Ok(());
    };
    let what = message!(
        "import.two-plans",
        "{first} is of the plan {plan}, and {second} of the plan {other}",
        first = &first.name,
        plan = clean_line(plan),
        second = &other.name,
        other = clean_line(&other.edited.state.plan)
    );
    Err(Error::usage(what)
        .hint(message!("import.one-plan", "nothing was written; import the plans one by one")))
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

fn told(conflict: &FieldConflict, files: &[ReturnedFile]) -> ImportConflict {
    let FieldConflict { id, field, label, exported, plan, has_activity, workbook, source, other } =
        conflict.clone();
    let of = |source: usize, value: String| {
        let file = files.get(source);
        ConflictingWorkbook {
            file: file.map_or_else(String::new, |file| file.name.clone()),
            member: file
                .and_then(|file| file.edited.state.member.as_ref())
                .map(|member| clean_line(&member.name).into_owned()),
            value,
        }
    };
    let workbooks = match other {
        Some(other) => vec![of(other.source, other.value), of(source, workbook.clone())],
        None if files.len() > 1 => vec![of(source, workbook.clone())],
        None => Vec::new(),
    };
    ImportConflict { id, field, label, exported, plan, has_activity, workbook, workbooks }
}
