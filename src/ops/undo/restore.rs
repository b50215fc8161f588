//! The texts of the files before an edit, with what was changed in them since.

use super::since::TakenBack;
use crate::edit::merge::{Beside, Merged, NotMerged, merge_beside};
use crate::format::plan_of;
use crate::ops::journal::JournaledFile;
use crate::ops::line_drafts::all_drafts;
use crate::report::UndoneOutcome;
use crate::store;
use crate::workspace::{Result, Workspace};

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
    let known = format!("{}/{}", workspace.input.folder, file.path);
    let mut sources = workspace.input.sources.iter();
    let now = sources.find(|(_, source)| source.path == known);
    let now = now.map(|(_, source)| source.text.as_str());
    let [before, after] = edit.texts(file)?;
    let new = match (now, before, after) {
        (now, before, after) if now == after.as_deref() => before,
        (now, before, _) if now == before.as_deref() => before,
        (Some(now), Some(before), Some(after)) => {
            Some(merged(edit, &file.path, &known, [&after, now, &before])?)
        }
        _ => return Err(edit.changed_since(&known, &file.path, &[])),
    };
    Ok(RestoredFile { path: file.path.clone(), known, now, new })
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
