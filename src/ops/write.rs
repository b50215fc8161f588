//! Writes the new texts of an edit.

use super::replace::replace_all;
use crate::diagnostic::message;
use crate::store::NewText;
use crate::text::FileId;
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

/// Writes the files, each in one step, and none where there is no room for all.
pub(super) fn write_texts<'t>(
    workspace: &Workspace,
    texts: impl Iterator<Item = (FileId, &'t str)>,
) -> Result<()> {
    replace_all(texts.filter_map(|(file, text)| {
        let source = &workspace.input.sources[file];
        let path = workspace.folder.join(source.path.split_once('/')?.1);
        Some((
            source.path.clone(),
            NewText { path, old: Some(source.text.as_bytes()), new: text.as_bytes() },
        ))
    }))
}
