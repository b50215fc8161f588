//! A file that a request is about.

use lsp_types::{Position, TextDocumentPositionParams, Uri};

use super::places::Places;
use super::server::Server;
use super::uri::path_of;
use crate::text::FileId;
use crate::workspace::{LoadedPlans, plain_path};

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
        let path = plain_path(&path_of(uri)?);
        server.folders.iter().find_map(|folder| {
            let file = folder.workspace.input.file_at(&folder.within(&path)?)?;
            let places = Places::new(folder, &server.documents, server.client.encoding);
            Some(View { places, plans: folder.plans(), file })
        })
    }

    /// Finds the file and the offset of a place.
    pub(super) fn at(server: &'s Server, at: &TextDocumentPositionParams) -> Option<(Self, u32)> {
        let view = View::of(server, &at.text_document.uri)?;
        let offset = view.offset(at.position);
        Some((view, offset))
    }

    pub(super) fn offset(&self, position: Position) -> u32 {
        u32::try_from(self.places.lines(self.file).offset(position)).unwrap_or(u32::MAX)
    }
}
