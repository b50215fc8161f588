//! Takes back the last edit of this clone, as a new edit.

mod list;
mod restore;

pub use list::undo_list;

use std::path::Path;

use self::restore::{RestoredFile, restored};
use super::activity_edit::{ActivityEdit, EditTarget, describe, organization_names, plans_to_edit};
use super::journal::{EditCommand, Journal, JournaledActivity, no_journal};
use super::replace::replace_all;
use crate::analysis::{AsOf, Index, PlanIndex};
use crate::diagnostic::{Diagnostic, FindingKey, Level, message};
use crate::edit::{Value, find};
use crate::format::{FileSet, RawFile, Reading, read};
use crate::report::{Edits, FileChange, FoundFaults, Undone, UndoneFate, UndoneFile};
use crate::rules::CheckResult;
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
    // What a fix has mended is wrong again.
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
        fate: file.fate(),
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
    let raw =
        |path: &str, text: &str| RawFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() };
    let input = &workspace.input;
    let kept = input.sources.iter().filter_map(|(_, source)| {
        let path = source.path.split_once('/')?.1;
        let is_other = files.iter().all(|file| file.path != path);
        is_other.then(|| raw(path, &source.text))
    });
    let new = files.iter().filter_map(|file| Some(raw(&file.path, file.new.as_ref()?)));
    let mut folder = FileSet::new(&input.folder, kept.chain(new).collect());
    folder.keep_documents = true;
    folder
}

/// Refuses to bring an error that is not there now.
fn refuse_errors(
    plans: &LoadedPlans<'_>,
    input: &FileSet,
    reading: &Reading<'_>,
    index: &Index<'_>,
) -> Result<()> {
    let before = CheckResult::errors(plans.reading, plans.index, plans.as_of).findings;
    let before: Vec<_> = before.iter().map(known_by).collect();
    let as_of = AsOf { soon: reading.folder.config.soon, ..plans.as_of };
    let mut errors = CheckResult::errors(reading, index, as_of).findings;
    errors.retain(|finding| !finding.1.check_alone && !before.contains(&known_by(finding)));
    if errors.is_empty() {
        return Ok(());
    }
    Err(Error::plans(None, FoundFaults::counted(errors, &input.sources)).hint(message!(
        "undo.would-cause-error",
        "no change was made: taking the edit back would cause the error shown above"
    )))
}

/// What an error is known by in the folder before and after.
fn known_by((_, finding): &(Level, Diagnostic)) -> (FindingKey<'_>, Option<&str>, Option<&str>) {
    (finding.key(), finding.plan.as_deref(), finding.activity.as_deref())
}

/// What becomes of an activity of the edit.
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

/// What an activity says; nothing if it is not there.
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
        match file.fate() {
            UndoneFate::Restored => {
                let text = file.new.clone().unwrap_or_default();
                store::write_all_new(folder, &[(file.path.clone().into(), text)])
                    .unwritable(|| file.known.clone())?;
            }
            UndoneFate::Removed => {
                let path = folder.join(&file.path);
                std::fs::remove_file(&path).unwritable(|| file.known.clone())?;
                remove_empty(folder, &path);
            }
            UndoneFate::Changed | UndoneFate::Unchanged => {}
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
