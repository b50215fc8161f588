//! Edits of files, as the client makes them.

use std::collections::{BTreeMap, HashMap};

use lsp_types::{
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit,
    Uri, WorkspaceEdit,
};

use super::folders::OpenFolder;
use super::position::Lines;
use super::server::Server;
use super::uri::uri_of;
use super::view::View;
use crate::ops::editor::TextChange;
use crate::text::{Edit, FileId};

/// The edits of one file: its address, the number of its state if it is open, and what changes.
type FileEdits = (Uri, Option<i32>, Vec<TextEdit>);

/// Returns edits of spans as the client makes them.
pub(super) fn of_spans(server: &Server, view: &View<'_>, edits: &[Edit]) -> WorkspaceEdit {
    let mut by_file: BTreeMap<FileId, Vec<TextEdit>> = BTreeMap::new();
    for edit in edits {
        let range = view.places.range(edit.span);
        by_file
            .entry(edit.span.file)
            .or_default()
            .push(TextEdit { range, new_text: edit.text.clone() });
    }
    let of_file = |(file, edits): (FileId, Vec<TextEdit>)| {
        let path = view.places.folder.on_disk(&view.plans.sources[file].path);
        let version = server.documents.get(&path).map(|document| document.version);
        Some((view.places.uri(file)?, version, edits))
    };
    together(server, by_file.into_iter().filter_map(of_file).collect())
}

/// Returns changes of files of a folder as the client makes them.
pub(super) fn of_changes(
    server: &Server,
    folder: &OpenFolder,
    changes: &[TextChange],
) -> WorkspaceEdit {
    let of_file = |change: &TextChange| {
        let path = folder.path_of(&change.path);
        let open = server.documents.get(&path);
        let lines = Lines::of(&change.before, server.client.encoding, open.is_some());
        let edits = change.edits.iter().map(|(bytes, text)| TextEdit {
            range: lsp_types::Range::new(lines.position(bytes.start), lines.position(bytes.end)),
            new_text: text.clone(),
        });
        let uri = open.map_or_else(|| uri_of(&path), |document| Some(document.uri.clone()))?;
        Some((uri, open.map(|document| document.version), edits.collect()))
    };
    together(server, changes.iter().filter_map(of_file).collect())
}

fn together(server: &Server, files: Vec<FileEdits>) -> WorkspaceEdit {
    if !server.client.versioned_edits {
        #[expect(clippy::mutable_key_type, reason = "the protocol's own type")]
        let changes: HashMap<Uri, Vec<TextEdit>> =
            files.into_iter().map(|(uri, _, edits)| (uri, edits)).collect();
        return WorkspaceEdit::new(changes);
    }
    let edit = |(uri, version, edits): FileEdits| TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: edits.into_iter().map(OneOf::Left).collect(),
    };
    let all = files.into_iter().map(edit).collect();
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(all)),
        ..WorkspaceEdit::default()
    }
}
