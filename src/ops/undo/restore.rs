//! The texts of the files before an edit, with what was changed in them since.

use crate::diagnostic::{Message, list_of, message};
use crate::edit::merge::{Beside, Conflict, Merged, NotMerged, merge_beside};
use crate::format::plan_of;
use crate::ops::journal::{Journal, JournaledFile};
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
    workspace: &'w Workspace,
    journal: &Journal,
    file: &JournaledFile,
) -> Result<RestoredFile<'w>> {
    let known = format!("{}/{}", workspace.input.folder, file.path);
    let mut sources = workspace.input.sources.iter();
    let now = sources.find(|(_, source)| source.path == known);
    let now = now.map(|(_, source)| source.text.as_str());
    let [before, after] =
        [journal.text(file.before.as_deref())?, journal.text(file.after.as_deref())?];
    let new = match (now, before, after) {
        (now, before, after) if now == after.as_deref() => before,
        (now, before, _) if now == before.as_deref() => before,
        (Some(now), Some(before), Some(after)) => {
            Some(merged(&file.path, &known, [&after, now, &before])?)
        }
        _ => return Err(changed_since(&known, None)),
    };
    Ok(RestoredFile { path: file.path.clone(), known, now, new })
}

/// Refuses where a later decision between the user and others was about the same: the edit then is
/// the user's side of it, and what others had written would be removed with it.
pub(super) fn refuse_decided(
    workspace: &Workspace,
    journal: &Journal,
    number: usize,
    file: &JournaledFile,
) -> Result<()> {
    let later = journal.entries.iter().skip(number.saturating_add(1));
    let decisions = later.filter(|one| one.command.is_decision());
    let same = decisions.flat_map(|one| &one.files).filter(|one| one.path == file.path);
    let known = format!("{}/{}", workspace.input.folder, file.path);
    let [before, after] =
        [journal.text(file.before.as_deref())?, journal.text(file.after.as_deref())?];
    for decided in same {
        let left = journal.text(decided.after.as_deref())?;
        if left == after || left == before {
            continue;
        }
        match (&left, &before, &after) {
            (Some(left), Some(before), Some(after)) => {
                merged(&file.path, &known, [after, left, before])?;
            }
            _ => return Err(changed_since(&known, None)),
        }
    }
    Ok(())
}

/// The text now without what the edit changed in it.
fn merged(path: &str, known: &str, [after, now, before]: [&str; 3]) -> Result<String> {
    let texts = [after, now, before];
    let plans: Vec<String> = plan_of(path).into_iter().collect();
    let beside = Beside { plans: &plans, ids: &Default::default, chosen: &[] };
    let drafts = || all_drafts(|how| store::merge_lines_of(texts, how), &mut None);
    match merge_beside(texts, &beside, drafts, MARKER) {
        Ok(Merged { text, conflicts, .. }) if conflicts.is_empty() => Ok(text),
        Ok(Merged { conflicts, .. }) | Err(NotMerged::Unsafe(conflicts)) => {
            let places = conflicts.iter().map(Conflict::place);
            Err(changed_since(known, list_of(places)))
        }
        Err(NotMerged::Unreadable(_)) => Err(changed_since(known, None)),
    }
}

/// The error for a file in which the same was changed after the edit.
fn changed_since(known: &str, places: Option<Message>) -> Error {
    let path = clean_line(known);
    let what = match places {
        Some(places) => message!(
            "undo.field-changed-since",
            "{path}: since that edit, {places} has been changed again, or something refers to it",
            path,
            places
        ),
        None => {
            message!("undo.file-changed-since", "{path} has been changed since that edit", path)
        }
    };
    Error::refused(what).hint(message!(
        "undo.set-by-hand",
        "nothing was changed; `workplan undo --list` shows what it was, and `workplan set` sets it"
    ))
}
