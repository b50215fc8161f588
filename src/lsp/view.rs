//! A file that a request is about, and places in the files of its folder.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use lsp_types::{Location, Position, Range, TextDocumentPositionParams, Uri};

use super::documents::Documents;
use super::folders::OpenFolder;
use super::position::{Encoding, Lines};
use super::server::Server;
use super::uri::{path_of, tidy, uri_of};
use crate::text::{FileId, Span};
use crate::workspace::LoadedPlans;

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
            Rc::new(match is_open {
                true => Lines::new(&source.text, self.encoding),
                false => Lines::of_file(&source.text, self.encoding),
            })
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

/// A file that a request is about.
pub(super) struct View<'s> {
    /// The places of its folder.
    pub places: Places<'s>,
    /// The plans of its folder.
    pub plans: LoadedPlans<'s>,
    /// The file.
    pub file: FileId,
}

impl<'s> View<'s> {
    /// Finds a file by its address; `None` of one that the format does not read.
    pub(super) fn of(server: &'s Server, uri: &Uri) -> Option<Self> {
        let path = tidy(&path_of(uri)?);
        server.folders.iter().find_map(|folder| {
            let file = folder.workspace.input.file_at(&folder.within(&path)?)?;
            let places = Places::new(folder, &server.documents, server.client.encoding);
            Some(View { places, plans: folder.plans(), file })
        })
    }

    /// The same with an offset in it.
    pub(super) fn at(server: &'s Server, at: &TextDocumentPositionParams) -> Option<(Self, u32)> {
        let view = View::of(server, &at.text_document.uri)?;
        let offset = view.offset(at.position);
        Some((view, offset))
    }

    pub(super) fn offset(&self, position: Position) -> u32 {
        u32::try_from(self.places.lines(self.file).offset(position)).unwrap_or(u32::MAX)
    }
}
