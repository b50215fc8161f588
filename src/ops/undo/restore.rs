//! The texts of the files before an edit, with what was changed in them since.

use super::since::TakenBack;
use crate::diagnostic::message;
use crate::edit::merge::{Beside, Merged, NotMerged, activity_ids, merge_beside};
use crate::format::plan_of;
use crate::ops::journal::JournaledFile;
use crate::ops::line_drafts::all_drafts;
use crate::report::UndoneOutcome;
use crate::store;
use crate::text::clean_line;
use crate::workspace::{Error, Result, Workspace};

/// The marks of conflicts have this length; no text with marks is written.
const MARKER: usize = 7;

/// A file as it is, and as it is without the edit.
pub(super) struct RestoredFile<'w> {
    /// Its path in the workplans folder.
    pub path: String,
    /// Its path from the folder that holds the workplans folder.
    pub known: String,
    /// Its text now; none where it is not there.
    pub now: Option<&'w str>,
    /// Its text without the edit; none where it was not there.
    pub new: Option<String>,
}

impl RestoredFile<'_> {
    /// Whether it changes.
    pub(super) fn is_other(&self) -> bool {
        self.outcome() != UndoneOutcome::Unchanged
    }

    /// Returns what is done with it.
    pub(super) fn outcome(&self) -> UndoneOutcome {
        match (self.now, &self.new) {
            (None, Some(_)) => UndoneOutcome::Restored,
            (Some(_), None) => UndoneOutcome::Removed,
            (now, new) if now == new.as_deref() => UndoneOutcome::Unchanged,
            _ => UndoneOutcome::Changed,
        }
    }
}

/// Works out the text of a file without an edit. Other changes since then stay.
pub(super) fn restored<'w>(
    edit: TakenBack<'_>,
    workspace: &'w Workspace,
    file: &JournaledFile,
) -> Result<RestoredFile<'w>> {
    let [before, after] = edit.texts(file)?;
    let is_within = before.is_some() && after.is_some();
    let path = if is_within { path_now(edit, workspace, file) } else { file.path.clone() };
    let known = format!("{}/{path}", workspace.input.folder);
    let mut sources = workspace.input.sources.iter();
    let now = sources.find(|(_, source)| source.path == known);
    let now = now.map(|(_, source)| source.text.as_str());
    let new = match (now, before, after) {
        (now, before, after) if now == after.as_deref() => before,
        (now, before, _) if now == before.as_deref() => before,
        (Some(now), Some(before), Some(after)) => {
            Some(merged(edit, &path, &known, [&after, now, &before])?)
        }
        (None, ..) => return Err(gone(&known)),
        _ => return Err(edit.changed_since(&known, &path, &[])),
    };
    Ok(RestoredFile { path, known, now, new })
}

/// Where the activities of an edit are now: the plan can have got other files since.
fn path_now(edit: TakenBack<'_>, workspace: &Workspace, file: &JournaledFile) -> String {
    let TakenBack { entry, .. } = edit;
    let is_there = |path: &str| {
        let known = format!("{}/{path}", workspace.input.folder);
        workspace.input.sources.iter().any(|(_, source)| source.path == known)
    };
    let plan = plan_of(&file.path).unwrap_or_default();
    let own = entry.activities.iter().filter(|one| one.plan == plan);
    let wanted: Vec<&str> = own.map(|one| entry.id_now(&plan, &one.id)).collect();
    let same = || file.path.clone();
    if is_there(&file.path) || entry.files.len() != 1 || wanted.is_empty() {
        return same();
    }
    let mut found = workspace.input.sources.iter().filter_map(|(_, source)| {
        let path = source.path.split_once('/')?.1;
        let is_of_plan = plan_of(path).is_some_and(|own| own == plan);
        let ids = if is_of_plan { activity_ids(&source.text) } else { Vec::new() };
        wanted.iter().all(|id| ids.iter().any(|own| own == id)).then(|| path.to_owned())
    });
    found.next().filter(|_| found.next().is_none()).unwrap_or_else(same)
}

/// The error where a file is not there, and its activities are in no other one.
fn gone(known: &str) -> Error {
    let what = message!(
        "undo.file-gone",
        "{path} is not there any more: it was renamed or removed after that edit",
        path = clean_line(known)
    );
    Error::refused(what).hint(message!(
        "undo.file-gone-next",
        "nothing was changed; `workplan undo --list` shows what the edit was, and `workplan set` sets a \
         value by hand"
    ))
}

/// Refuses where a later decision between the user and others was about the same: the edit then is
/// the user's side of it, and what others had written would be removed with it.
pub(super) fn refuse_decided(edit: TakenBack<'_>, file: &JournaledFile) -> Result<()> {
    let TakenBack { workspace, journal, number, entry } = edit;
    let later = journal.entries.iter().skip(number.saturating_add(1));
    let decisions = later.filter(|one| one.command.is_decision());
    let same = decisions.flat_map(|one| &one.files).filter(|one| one.path == file.path);
    let known = format!("{}/{}", workspace.input.folder, file.path);
    let [before, after] = edit.texts(file)?;
    for decided in same {
        let left = journal.text(decided.after.as_deref())?;
        let left = left.map(|text| entry.with_ids_now(&file.path, text));
        if left == after || left == before {
            continue;
        }
        match (&left, &before, &after) {
            (Some(left), Some(before), Some(after)) => {
                merged(edit, &file.path, &known, [after, left, before])?;
            }
            _ => return Err(edit.changed_since(&known, &file.path, &[])),
        }
    }
    Ok(())
}

/// The text now without what the edit changed in it.
fn merged(
    edit: TakenBack<'_>,
    path: &str,
    known: &str,
    [after, now, before]: [&str; 3],
) -> Result<String> {
    let texts = [after, now, before];
    let plans: Vec<String> = plan_of(path).into_iter().collect();
    let beside = Beside { plans: &plans, ids: &Default::default, chosen: &[] };
    let drafts = || all_drafts(|how| store::merge_lines_of(texts, how), &mut None);
    match merge_beside(texts, &beside, drafts, MARKER) {
        Ok(Merged { text, conflicts, .. }) if conflicts.is_empty() => Ok(text),
        Ok(Merged { conflicts, .. }) | Err(NotMerged::Unsafe(conflicts)) => {
            Err(edit.changed_since(known, path, &conflicts))
        }
        Err(NotMerged::Unreadable(_)) => Err(edit.changed_since(known, path, &[])),
    }
}
