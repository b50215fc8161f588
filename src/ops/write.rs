//! Writes the new texts of an edit.

use super::journal::{self, EditCommand, FileStates, JournaledActivity};
use super::replace::replace_all;
use crate::diagnostic::message;
use crate::store::NewText;
use crate::text::{FileId, Source};
use crate::workspace::{Error, ErrorKind, Result, Workspace};

/// Refuses to edit a folder that is open to be read alone.
pub(super) fn refuse_closed(workspace: &Workspace, dry_run: bool) -> Result<()> {
    if workspace.is_open_for_edits(dry_run) {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Internal,
        message!("edit.folder-not-open", "the folder is not open for edits"),
    )
    .hint(message!("edit.open-for-edits", "open it with `Workspace::to_edit`")))
}

/// Writes the files, each in one step, and none where there is no room for all. The journal keeps
/// what was changed.
pub(super) fn write_texts(
    workspace: &Workspace,
    texts: &[(FileId, &str)],
    command: EditCommand,
    activities: Vec<JournaledActivity>,
) -> Result<()> {
    let sources = texts.iter().map(|&(file, text)| (&workspace.input.sources[file], text));
    let within = |path: &'_ str| {
        path.split_once('/').map_or_else(String::new, |(_, within)| within.to_owned())
    };
    let files: Vec<(String, &Source, &str)> =
        sources.map(|(source, text)| (within(&source.path), source, text)).collect();
    replace_all(files.iter().map(|(path, source, text)| {
        let path = workspace.folder.join(path);
        let old = Some(source.text.as_bytes());
        (source.path.clone(), NewText { path, old, new: text.as_bytes() })
    }))?;
    let states = files.iter().map(|(path, source, text)| FileStates {
        path,
        before: Some(&source.text),
        after: Some(text),
    });
    journal::record(workspace, command, activities, &states.collect::<Vec<_>>());
    Ok(())
}
