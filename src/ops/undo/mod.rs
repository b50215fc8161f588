//! Takes back the last edit of this clone, as a new edit.

mod list;
mod restore;

pub use list::undo_list;

use std::path::Path;

use self::restore::{RestoredFile, restored};
use super::activity_edit::{ActivityEdit, EditTarget, describe, organization_names, plans_to_edit};
use super::journal::{EditCommand, Journal, JournaledActivity, no_journal};
use super::new_faults::new_errors;
use super::replace::replace_all;
use crate::analysis::{Index, PlanIndex};
use crate::diagnostic::message;
use crate::edit::{Value, find};
use crate::format::{FileSet, Reading, read};
use crate::report::{Edits, FileChange, FoundFaults, Undone, UndoneFile, UndoneOutcome};
use crate::store::{self, NewText};
use crate::workspace::{Context, Error, LoadedPlans, Result, Workspace};

/// Takes back the last edit that was made in this clone and was not taken back yet. What others
/// have changed since then stays; where that is the same field, nothing is changed.
///
/// # Errors
/// Where there is none, somebody has changed the same since, the plans would have an error by it,
/// or a file cannot be written.
pub fn undo(workspace: &Workspace, dry_run: bool) -> Result<Undone> {
    let plans = &plans_to_edit(workspace, dry_run)?;
    let mut journal = Journal::of(workspace)?.ok_or_else(no_journal)?;
    let last = journal.entries.iter().rposition(|entry| !entry.undone);
    let Some((number, entry)) = last.and_then(|at| Some((at, journal.entries.get(at)?.clone())))
    else {
        return Err(Error::not_found(message!(
            "undo.nothing",
            "no edit was made here that could be taken back"
        )));
    };
    let files = entry
        .files
        .iter()
        .map(|file| restored(workspace, &journal, file))
        .collect::<Result<Vec<_>>>()?;
    let input = folder(workspace, &files);
    let reading = read(&input);
    let index = Index::new(&reading.folder);
    // The finding that was fixed comes back.
    if entry.command != EditCommand::Fix {
        refuse_errors(plans, &input, &reading, &index)?;
    }
    let edited: Vec<ActivityEdit<'_>> =
        entry.activities.iter().filter_map(|own| edit_of(plans, &reading, &index, own)).collect();
    let edits = edited.iter().map(|edited| describe(plans, edited, &index, !dry_run)).collect();
    let names = organization_names(&edited);
    if !dry_run {
        write(workspace, &files)?;
        journal.mark_undone(number)?;
    }
    let shown = |file: RestoredFile<'_>| UndoneFile {
        outcome: file.outcome(),
        preview: dry_run.then(|| FileChange {
            path: workspace.way.path(&file.known),
            before: file.now.unwrap_or_default().to_owned(),
            after: file.new.clone().unwrap_or_default(),
        }),
        path: file.known,
    };
    Ok(Undone {
        at: list::moment(entry.at),
        command: entry.command.as_str(),
        edits: Edits { edits, preview: None, names, new_findings: None, notes: Vec::new() },
        files: files.into_iter().map(shown).collect(),
        written: !dry_run,
        left: journal.entries.iter().take(number).filter(|entry| !entry.undone).count(),
    })
}

/// The complete folder as it would be.
fn folder(workspace: &Workspace, files: &[RestoredFile<'_>]) -> FileSet {
    let mut folder = FileSet::clone(&workspace.input);
    for file in files {
        folder.set_text(&file.path, file.new.clone().map(String::into_bytes));
    }
    folder
}

/// Refuses to bring an error that is not there now.
fn refuse_errors(
    plans: &LoadedPlans<'_>,
    input: &FileSet,
    reading: &Reading<'_>,
    index: &Index<'_>,
) -> Result<()> {
    let errors = new_errors(plans, reading, index);
    if errors.is_empty() {
        return Ok(());
    }
    Err(Error::plans(None, FoundFaults::counted(errors, &input.sources)).hint(message!(
        "undo.would-cause-error",
        "no change was made: taking the edit back would cause the error shown above"
    )))
}

/// Returns an activity of the edit, now and without the edit.
fn edit_of<'f>(
    plans: &LoadedPlans<'f>,
    reading: &Reading<'_>,
    index: &Index<'_>,
    own: &JournaledActivity,
) -> Option<ActivityEdit<'f>> {
    let plan = plans.index.plan(&own.plan)?;
    let before = value(plans.reading, plan, &own.id);
    let after = index.plan(&own.plan).map_or(Value::Null, |plan| value(reading, plan, &own.id));
    let file = *plan.plan.files.first()?;
    let of_activity = plan.plan.written_activities().find(|one| one.id.value == own.id);
    let file = of_activity.map_or(file, |found| found.key.file);
    let target = EditTarget { plan, id: own.id.clone(), file };
    Some(ActivityEdit { target, named: Vec::new(), before, after })
}

/// Returns the value of an activity; nothing if it is not there.
fn value(reading: &Reading<'_>, plan: &PlanIndex<'_>, id: &str) -> Value {
    let documents = plan.plan.files.iter().filter_map(|file| reading.documents.get(file));
    let mut found = documents.flat_map(|document| find(document, id));
    found.next().map_or(Value::Null, |place| Value::of(place.node))
}

/// Writes the files: first those that are there or come back, then those that go are removed.
fn write(workspace: &Workspace, files: &[RestoredFile<'_>]) -> Result<()> {
    let folder = &workspace.folder;
    let changed = files.iter().filter_map(|file| Some((file, file.now?, file.new.as_ref()?)));
    replace_all(changed.filter(|(_, now, new)| now != new).map(|(file, now, new)| {
        let (path, old) = (folder.join(&file.path), Some(now.as_bytes()));
        (file.known.clone(), NewText { path, old, new: new.as_bytes() })
    }))?;
    for file in files {
        match file.outcome() {
            UndoneOutcome::Restored => {
                let text = file.new.clone().unwrap_or_default();
                store::write_all_new(folder, &[(file.path.clone().into(), text)])
                    .unwritable(|| file.known.clone())?;
            }
            UndoneOutcome::Removed => {
                let path = folder.join(&file.path);
                std::fs::remove_file(&path).unwritable(|| file.known.clone())?;
                remove_empty(folder, &path);
            }
            UndoneOutcome::Changed | UndoneOutcome::Unchanged => {}
        }
    }
    Ok(())
}

/// Removes the folder of a plan that has no file any more.
fn remove_empty(folder: &Path, file: &Path) {
    if let Some(own) = file.parent().filter(|own| *own != folder) {
        // One that holds other files stays.
        let _ = std::fs::remove_dir(own);
    }
}
