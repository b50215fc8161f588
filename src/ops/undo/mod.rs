//! Takes back the last edit of this clone, as a new edit.

mod last_author;
mod list;
mod others;
mod parts;
mod restore;
mod since;

pub use list::undo_list;

use std::collections::BTreeSet;
use std::path::Path;

use self::others::refuse_shared;
use self::parts::part_without;
use self::restore::{RestoredFile, refuse_decided, restored};
use self::since::TakenBack;
use super::activity_edit::{
    ActivityEdit, EditTarget, describe, organization_names, plans_to_edit, written_value,
};
use super::endorse::remove_tag;
use super::journal::{EditCommand, Journal, JournalEntry, JournaledActivity, no_journal};
use super::new_faults::new_errors;
use super::replace::replace_all;
use crate::analysis::{Index, PlanIndex};
use crate::diagnostic::{message, minute};
use crate::edit::Value;
use crate::format::{FileSet, Reading, read};
use crate::report::{Edits, FileChange, FoundFaults, Undone, UndoneFile, UndoneOutcome};
use crate::store::{self, NewText};
use crate::text::FileId;
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
    let last = journal.last(|number, entry| {
        let files = without(workspace, &journal, number, entry);
        files.is_ok_and(|files| {
            let is_other = files.iter().any(RestoredFile::is_other);
            is_other && refuse_errors(plans, entry, &folder(workspace, &files)).is_ok()
        })
    });
    let Some((number, entry)) = last.and_then(|at| Some((at, journal.entries.get(at)?.clone())))
    else {
        return Err(Error::not_found(match journal.entries.len() {
            0 => message!("undo.nothing", "no edit was made here that could be taken back"),
            _ => message!(
                "undo.all-taken-back",
                "all edits that are kept here are taken back; `workplan undo --list` shows them"
            ),
        }));
    };
    if let Some(why) = &entry.lost {
        if !dry_run {
            journal.mark_undone(number)?;
        }
        return Err(lost(&entry, why));
    }
    let files = match without(workspace, &journal, number, &entry) {
        Ok(files) => files,
        Err(error) => return Err(passed_over(&mut journal, number, dry_run, error)),
    };
    let is_there = files.iter().any(RestoredFile::is_other);
    let input = folder(workspace, &files);
    let reading = read(&input);
    let index = Index::new(&reading.folder);
    if let Err(error) = refuse_errors_of(plans, &entry, &input, (&reading, &index)) {
        return Err(passed_over(&mut journal, number, dry_run, error));
    }
    let own = entry.activities_now();
    let mut edited: Vec<ActivityEdit<'_>> =
        own.iter().filter_map(|own| edit_of(plans, &input, (&reading, &index), own)).collect();
    if edited.is_empty() && is_there {
        // Others have given the activity another id since.
        let names: BTreeSet<&str> = own.iter().map(|own| own.plan.as_str()).collect();
        edited =
            names.into_iter().flat_map(|name| changed(plans, (&reading, &index), name)).collect();
    }
    let path = files.first().map_or("", |file| file.known.as_str());
    let parts =
        entry.activities.iter().filter_map(|own| part_without(own, path, !dry_run)).collect();
    let mut edits: Vec<_> = if is_there { parts } else { Vec::new() };
    edits.extend(edited.iter().map(|edited| describe(plans, edited, &index, !dry_run)));
    let names = organization_names(&edited);
    let mut tag = entry.tag.clone();
    if !dry_run {
        // What could not be noted as taken back would be taken back again.
        journal.prepare()?;
        write(workspace, &files)?;
        tag = tag.filter(|tag| is_there && remove_tag(workspace, tag));
        match is_there {
            true => journal.mark_undone(number)?,
            false => journal.pass_over(number)?,
        }
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
        tag: tag.map(|tag| tag.name),
        written: !dry_run,
        left: journal.entries.iter().take(number).filter(|entry| !entry.undone).count(),
    })
}

/// Works out the texts of the files of an edit without it.
///
/// # Errors
/// Where what others did would be lost with it.
fn without<'w>(
    workspace: &'w Workspace,
    journal: &Journal,
    number: usize,
    entry: &JournalEntry,
) -> Result<Vec<RestoredFile<'w>>> {
    let edit = TakenBack { workspace, journal, number, entry };
    let all = entry.files.iter().map(|file| restored(edit, workspace, file));
    let files = all.collect::<Result<Vec<_>>>()?;
    if files.iter().any(RestoredFile::is_other) && !entry.command.is_decision() {
        edit.refuse_said()?;
        entry.files.iter().try_for_each(|own| refuse_decided(edit, own))?;
        refuse_shared(workspace, &files)?;
    }
    Ok(files)
}

/// The error for an edit that cannot be taken back now. The next run takes back the one before it.
fn passed_over(journal: &mut Journal, number: usize, dry_run: bool, error: Error) -> Error {
    let has_earlier = journal.entries.iter().take(number).any(|entry| !entry.undone);
    if dry_run || !has_earlier || journal.pass_over(number).is_err() {
        return error;
    }
    error
        .hint(message!("undo.once-more", "`workplan undo` once more takes back the edit before it"))
}

/// The error for an edit of which the journal has only that it was made.
fn lost(entry: &JournalEntry, why: &str) -> Error {
    let failure = Error::refused(message!(
        "undo.lost",
        "the last edit, of {at}, cannot be taken back: it could not be kept ({why})",
        at = minute(list::moment(entry.at)),
        why
    ));
    failure.hint(message!(
        "undo.lost-next",
        "nothing was changed; `workplan undo --list` shows it, and `workplan undo` once more takes \
         back the edit before it"
    ))
}

/// The complete folder as it would be.
fn folder(workspace: &Workspace, files: &[RestoredFile<'_>]) -> FileSet {
    let mut folder = FileSet::clone(&workspace.input);
    for file in files {
        folder.set_text(&file.path, file.new.clone().map(String::into_bytes));
    }
    folder
}

/// Refuses to bring an error that is not there now, unless the edit has fixed it.
fn refuse_errors(plans: &LoadedPlans<'_>, entry: &JournalEntry, input: &FileSet) -> Result<()> {
    let reading = read(input);
    refuse_errors_of(plans, entry, input, (&reading, &Index::new(&reading.folder)))
}

fn refuse_errors_of(
    plans: &LoadedPlans<'_>,
    entry: &JournalEntry,
    input: &FileSet,
    (reading, index): (&Reading<'_>, &Index<'_>),
) -> Result<()> {
    if entry.command == EditCommand::Fix {
        return Ok(());
    }
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
    input: &FileSet,
    (reading, index): (&Reading<'_>, &Index<'_>),
    own: &JournaledActivity,
) -> Option<ActivityEdit<'f>> {
    let plan = plans.index.plan(&own.plan)?;
    let now = own.new_id.as_deref().unwrap_or(&own.id);
    let before = written_value(plans.reading, plan, now);
    let after =
        index.plan(&own.plan).map_or(Value::Null, |plan| written_value(reading, plan, &own.id));
    // Where it is; where it comes back.
    let file = file_of(plan, now).or_else(|| {
        let file = file_of(index.plan(&own.plan)?, &own.id)?;
        let mut known = plan.plan.files.iter().copied();
        known.find(|one| plans.sources[*one].path == input.sources[file].path)
    });
    let file = file.or(plan.plan.files.first().copied())?;
    if before == Value::Null && after == Value::Null {
        return None;
    }
    let target = EditTarget { plan, id: now.to_owned(), file };
    Some(ActivityEdit { target, named: Vec::new(), before, after })
}

/// Returns what is different in the activities of a plan, by the ids that both states have.
fn changed<'f>(
    plans: &LoadedPlans<'f>,
    (reading, index): (&Reading<'_>, &Index<'_>),
    name: &str,
) -> Vec<ActivityEdit<'f>> {
    let (Some(plan), Some(new)) = (plans.index.plan(name), index.plan(name)) else {
        return Vec::new();
    };
    let all = plan.plan.written_activities().filter_map(|one| {
        let id = one.id.value.to_string();
        let (before, after) =
            (written_value(plans.reading, plan, &id), written_value(reading, new, &id));
        let target = EditTarget { plan, id, file: one.key.file };
        (before != after).then(|| ActivityEdit { target, named: Vec::new(), before, after })
    });
    all.collect()
}

/// The file that has an activity of a plan.
fn file_of(plan: &PlanIndex<'_>, id: &str) -> Option<FileId> {
    let mut all = plan.plan.written_activities();
    all.find(|one| one.id.value == id).map(|found| found.key.file)
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
