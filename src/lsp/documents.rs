//! The files that are open in the editor, with their unsaved texts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::position::{Encoding, Lines};

/// A file that is open in the editor.
pub(super) struct OpenDocument {
    /// Its address, as the client writes it.
    pub uri: Uri,
    /// The number of its state.
    pub version: i32,
    /// Its text.
    pub text: String,
}

/// The files that are open, by their paths.
#[derive(Default)]
pub(super) struct Documents(BTreeMap<PathBuf, OpenDocument>);

impl Documents {
    pub(super) fn open(&mut self, path: PathBuf, document: OpenDocument) {
        self.0.insert(path, document);
    }

    pub(super) fn close(&mut self, path: &Path) -> bool {
        self.0.remove(path).is_some()
    }

    pub(super) fn get(&self, path: &Path) -> Option<&OpenDocument> {
        self.0.get(path)
    }

    /// Makes the changes of a text, one after the other. Whether the file is open.
    pub(super) fn change(
        &mut self,
        path: &Path,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> bool {
        let Some(document) = self.0.get_mut(path) else { return false };
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
        true
    }
}
