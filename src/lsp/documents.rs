//! The files that are open in the editor, with their unsaved texts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::position::{Encoding, Lines};

/// A file that is open in the editor.
pub(super) struct OpenDocument {
    /// Its address, as the client writes it.
    pub uri: Uri,
    /// Its path.
    pub path: PathBuf,
    /// The number of its state.
    pub version: i32,
    /// Its text.
    pub text: String,
}

/// The files that are open, by their addresses: a client may open one under two of them.
#[derive(Default)]
pub(super) struct Documents {
    open: BTreeMap<String, OpenDocument>,
    /// The paths whose texts have changed since they were last put over the files.
    changed: BTreeSet<PathBuf>,
}

impl Documents {
    pub(super) fn open(&mut self, document: OpenDocument) {
        self.changed.insert(document.path.clone());
        self.open.insert(document.uri.as_str().to_owned(), document);
    }

    /// Forgets a file. Returns its path, if it was open.
    pub(super) fn close(&mut self, uri: &Uri) -> Option<PathBuf> {
        let closed = self.open.remove(uri.as_str())?;
        self.changed.insert(closed.path.clone());
        Some(closed.path)
    }

    /// The file that is open with a path; of several the one that was opened last by its address.
    pub(super) fn get(&self, path: &Path) -> Option<&OpenDocument> {
        self.open.values().rev().find(|document| document.path == path)
    }

    /// All files that are open.
    pub(super) fn iter(&self) -> impl Iterator<Item = &OpenDocument> {
        self.open.values()
    }

    /// Returns the paths whose texts have changed since this was last asked.
    pub(super) fn take_changed(&mut self) -> BTreeSet<PathBuf> {
        std::mem::take(&mut self.changed)
    }

    /// Makes the changes of a text, one after the other.
    pub(super) fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) {
        let Some(document) = self.open.get_mut(uri.as_str()) else { return };
        document.version = version;
        for change in changes {
            match change.range {
                Some(range) => {
                    let lines = Lines::new(&document.text, encoding);
                    let (start, end) = (lines.offset(range.start), lines.offset(range.end));
                    document.text.replace_range(start..end.max(start), &change.text);
                }
                None => document.text = change.text,
            }
        }
        self.changed.insert(document.path.clone());
    }
}
