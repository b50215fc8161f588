//! Where an id is defined and used, and its renaming.

use lsp_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, GotoDefinitionParams,
    GotoDefinitionResponse, Location, PrepareRenameResponse, ReferenceParams, RenameParams,
    TextDocumentPositionParams, WorkspaceEdit,
};

use super::events::{Answer, Refusal};
use super::server::Server;
use super::view::View;
use super::workspace_edit::of_spans;
use crate::ops::editor::{Occurrence, occurrence_at, occurrences, rename as renamed, uses_of};
use crate::text::Span;

/// Returns where what is named at a place is defined.
pub(super) fn definition(
    server: &Server,
    params: &GotoDefinitionParams,
) -> Answer<Option<GotoDefinitionResponse>> {
    let found = uses(server, &params.text_document_position_params, |view, own, _| {
        view.places.location(own.definition)
    });
    Ok(found.flatten().map(GotoDefinitionResponse::Scalar))
}

/// Returns where what is named at a place is used.
pub(super) fn references(
    server: &Server,
    params: &ReferenceParams,
) -> Answer<Option<Vec<Location>>> {
    let all = params.context.include_declaration;
    Ok(uses(server, &params.text_document_position, |view, _, uses| {
        let wanted = uses.iter().filter(|one| all || !one.is_definition());
        wanted.filter_map(|one| view.places.location(one.span)).collect()
    }))
}

/// Returns where what is named at a place is named in the same file.
pub(super) fn highlights(
    server: &Server,
    params: &DocumentHighlightParams,
) -> Answer<Option<Vec<DocumentHighlight>>> {
    Ok(uses(server, &params.text_document_position_params, |view, _, uses| {
        let here = uses.iter().filter(|one| one.span.file == view.file);
        here.map(|one| DocumentHighlight {
            range: view.places.range(one.span),
            kind: Some(match one.is_definition() {
                true => DocumentHighlightKind::WRITE,
                false => DocumentHighlightKind::READ,
            }),
        })
        .collect()
    }))
}

/// Says whether what stands at a place can be renamed: the part of it that is the id.
pub(super) fn prepare_rename(
    server: &Server,
    params: &TextDocumentPositionParams,
) -> Answer<Option<PrepareRenameResponse>> {
    Ok(uses(server, params, |view, own, _| {
        if !own.is_by_id() {
            return None;
        }
        let start = own.span.start + view.plans.sources.written(own.span).rfind(own.id)? as u32;
        let span = Span { start, end: start + own.id.len() as u32, ..own.span };
        Some(PrepareRenameResponse::RangeWithPlaceholder {
            range: view.places.range(span),
            placeholder: own.id.to_owned(),
        })
    })
    .flatten())
}

/// Gives what is named at a place another id, in all files.
pub(super) fn rename(server: &Server, params: &RenameParams) -> Answer<Option<WorkspaceEdit>> {
    let new = &params.new_name;
    let Some((view, offset)) = View::at(server, &params.text_document_position) else {
        return Ok(None);
    };
    let all = occurrences(view.plans.index);
    let Some(own) = occurrence_at(&all, view.file, offset) else { return Ok(None) };
    let edits = renamed(&view.plans, &all, &own, new).map_err(|error| Refusal::of(&error))?;
    Ok(Some(of_spans(server, &view, &edits)))
}

/// Finds what is named at a place, and everything that names it.
fn uses<T>(
    server: &Server,
    at: &TextDocumentPositionParams,
    answer: impl FnOnce(&View<'_>, &Occurrence<'_>, &[Occurrence<'_>]) -> T,
) -> Option<T> {
    let (view, offset) = View::at(server, at)?;
    let all = occurrences(view.plans.index);
    let own = occurrence_at(&all, view.file, offset)?;
    Some(answer(&view, &own, &uses_of(&all, &own)))
}
