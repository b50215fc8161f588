//! Places in the files of a folder, as the client counts them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use lsp_types::{Location, Range, Uri};

use super::documents::Documents;
use super::folders::OpenFolder;
use super::position::{Encoding, Lines};
use super::uri::uri_of;
use crate::text::{FileId, Span};

/// The files of a folder as the client counts their places.
pub(super) struct Places<'s> {
    /// The folder.
    pub folder: &'s OpenFolder,
    documents: &'s Documents,
    encoding: Encoding,
    lines: RefCell<BTreeMap<FileId, Rc<Lines<'s>>>>,
}

impl<'s> Places<'s> {
    pub(super) fn new(
        folder: &'s OpenFolder,
        documents: &'s Documents,
        encoding: Encoding,
    ) -> Self {
        Places { folder, documents, encoding, lines: RefCell::default() }
    }

    /// Returns the lines of a file.
    pub(super) fn lines(&self, file: FileId) -> Rc<Lines<'s>> {
        let make = || {
            let source = &self.folder.workspace.input.sources[file];
            let is_open = self.documents.get(&self.folder.on_disk(&source.path)).is_some();
            Rc::new(Lines::of(&source.text, self.encoding, is_open))
        };
        Rc::clone(self.lines.borrow_mut().entry(file).or_insert_with(make))
    }

    pub(super) fn range(&self, span: Span) -> Range {
        self.lines(span.file).range(span)
    }

    /// Returns the address of a file, as the client writes it.
    pub(super) fn uri(&self, file: FileId) -> Option<Uri> {
        let path = self.folder.on_disk(&self.folder.workspace.input.sources[file].path);
        let own = self.documents.get(&path).map(|document| document.uri.clone());
        own.or_else(|| uri_of(&path))
    }

    pub(super) fn location(&self, span: Span) -> Option<Location> {
        Some(Location::new(self.uri(span.file)?, self.range(span)))
    }
}
