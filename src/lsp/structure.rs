//! Completions, symbols, folds, selections, hints and lenses of a file.

use lsp_types::{
    CodeLens, CodeLensParams, Command, CompletionItem, CompletionItemKind, CompletionParams,
    CompletionResponse, CompletionTextEdit, DocumentSymbol, DocumentSymbolParams,
    DocumentSymbolResponse, FoldingRange, FoldingRangeParams, InlayHint, InlayHintLabel,
    InlayHintParams, InsertTextFormat, InsertTextMode, SelectionRange, SelectionRangeParams,
    SymbolInformation, SymbolKind, TextEdit, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};

use super::events::Answer;
use super::places::Places;
use super::server::Server;
use super::view::View;
use crate::ops::editor::{self, Completion, CompletionKind, Symbol};

/// Returns what can be typed at a place.
pub(super) fn completion(
    server: &Server,
    params: &CompletionParams,
) -> Answer<Option<CompletionResponse>> {
    let Some((view, offset)) = View::at(server, &params.text_document_position) else {
        return Ok(None);
    };
    let offered = editor::complete(&view.plans, view.file, offset);
    let item = |(number, one): (usize, Completion)| {
        let is_snippet = server.client.snippets && one.snippet != one.plain;
        let text = if is_snippet { one.snippet } else { one.plain };
        CompletionItem {
            label: one.label.clone(),
            kind: Some(match one.kind {
                CompletionKind::Key => CompletionItemKind::PROPERTY,
                CompletionKind::Word => CompletionItemKind::ENUM_MEMBER,
                CompletionKind::Id => CompletionItemKind::REFERENCE,
                CompletionKind::Date => CompletionItemKind::VALUE,
            }),
            // Also by its name.
            filter_text: (one.kind == CompletionKind::Id)
                .then(|| format!("{} {}", one.label, one.detail)),
            detail: Some(one.detail).filter(|detail| !detail.is_empty()),
            sort_text: Some(format!("{number:05}")),
            insert_text_format: is_snippet.then_some(InsertTextFormat::SNIPPET),
            insert_text_mode: is_snippet.then_some(InsertTextMode::ADJUST_INDENTATION),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit {
                range: view.places.range(one.span),
                new_text: text,
            })),
            ..CompletionItem::default()
        }
    };
    Ok(Some(CompletionResponse::Array(offered.into_iter().enumerate().map(item).collect())))
}

/// Returns the parts of a file.
#[expect(deprecated, reason = "the type has a field that is not used any more")]
pub(super) fn symbols(
    server: &Server,
    params: &DocumentSymbolParams,
) -> Answer<Option<DocumentSymbolResponse>> {
    fn nested(places: &Places<'_>, one: Symbol) -> DocumentSymbol {
        let children = one.children.into_iter().map(|one| nested(places, one)).collect();
        DocumentSymbol {
            name: one.name,
            detail: Some(one.detail).filter(|detail| !detail.is_empty()),
            kind: kind(one.kind),
            tags: None,
            deprecated: None,
            range: places.range(one.span),
            selection_range: places.range(one.own),
            children: Some(children),
        }
    }
    let Some(view) = View::of(server, &params.text_document.uri) else { return Ok(None) };
    let all = editor::outline(view.plans.sources, view.file);
    if server.client.nested_symbols {
        let all = all.into_iter().map(|one| nested(&view.places, one)).collect();
        return Ok(Some(DocumentSymbolResponse::Nested(all)));
    }
    let mut flat = Vec::new();
    let mut open = all;
    while let Some(mut one) = open.pop() {
        open.append(&mut one.children);
        flat.extend(information(&view.places, one));
    }
    flat.sort_by_key(|one| one.location.range.start);
    Ok(Some(DocumentSymbolResponse::Flat(flat)))
}

/// Returns what is called so in all folders.
pub(super) fn symbols_of_all(
    server: &Server,
    params: &WorkspaceSymbolParams,
) -> Answer<Option<WorkspaceSymbolResponse>> {
    let of_folder = |folder| {
        let places = Places::new(folder, &server.documents, server.client.encoding);
        let found = editor::symbols_like(&folder.plans(), &params.query);
        found.into_iter().filter_map(|one| information(&places, one)).collect::<Vec<_>>()
    };
    let all = server.folders.iter().flat_map(of_folder).collect();
    Ok(Some(WorkspaceSymbolResponse::Flat(all)))
}

#[expect(deprecated, reason = "the type has a field that is not used any more")]
fn information(places: &Places<'_>, one: Symbol) -> Option<SymbolInformation> {
    Some(SymbolInformation {
        name: one.name,
        kind: kind(one.kind),
        tags: None,
        deprecated: None,
        location: places.location(one.own)?,
        container_name: Some(one.detail).filter(|detail| !detail.is_empty()),
    })
}

fn kind(kind: editor::SymbolKind) -> SymbolKind {
    match kind {
        editor::SymbolKind::Priority => SymbolKind::MODULE,
        editor::SymbolKind::Activity => SymbolKind::EVENT,
        editor::SymbolKind::Milestone => SymbolKind::ENUM_MEMBER,
        editor::SymbolKind::Theme => SymbolKind::ENUM,
        editor::SymbolKind::Organization => SymbolKind::CLASS,
        editor::SymbolKind::Other => SymbolKind::PROPERTY,
    }
}

/// Returns what can be folded: what has several lines.
pub(super) fn folding(
    server: &Server,
    params: &FoldingRangeParams,
) -> Answer<Option<Vec<FoldingRange>>> {
    let Some(view) = View::of(server, &params.text_document.uri) else { return Ok(None) };
    let mut folds: Vec<FoldingRange> = Vec::new();
    for span in editor::folding(view.plans.sources, view.file) {
        let range = view.places.range(span);
        let is_known = folds.last().is_some_and(|fold| fold.start_line == range.start.line);
        if range.end.line > range.start.line && !is_known {
            folds.push(FoldingRange {
                start_line: range.start.line,
                end_line: range.end.line,
                ..FoldingRange::default()
            });
        }
    }
    Ok(Some(folds))
}

/// Returns what a selection grows to, at each of several places.
pub(super) fn selections(
    server: &Server,
    params: &SelectionRangeParams,
) -> Answer<Option<Vec<SelectionRange>>> {
    let Some(view) = View::of(server, &params.text_document.uri) else { return Ok(None) };
    let at = |position| {
        let offset = view.offset(position);
        let spans = editor::selection(view.plans.sources, view.file, offset);
        let whole = spans.into_iter().rev().fold(None, |parent, span| {
            let parent = parent.map(Box::new);
            Some(SelectionRange { range: view.places.range(span), parent })
        });
        whole.unwrap_or(SelectionRange {
            range: lsp_types::Range::new(position, position),
            parent: None,
        })
    };
    Ok(Some(params.positions.iter().copied().map(at).collect()))
}

/// Returns the hints in a range of a file.
pub(super) fn hints(server: &Server, params: &InlayHintParams) -> Answer<Option<Vec<InlayHint>>> {
    let Some(view) = View::of(server, &params.text_document.uri) else { return Ok(None) };
    let all = editor::hints(&view.plans, view.file).into_iter();
    let hint = |one: editor::Hint| InlayHint {
        position: view.places.range(one.span).end,
        label: InlayHintLabel::String(one.text.to_string()),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    let wanted = params.range;
    let is_wanted = |one: &InlayHint| wanted.start <= one.position && one.position <= wanted.end;
    Ok(Some(all.map(hint).filter(is_wanted).collect()))
}

/// Returns the figures of each priority, above it.
pub(super) fn lenses(server: &Server, params: &CodeLensParams) -> Answer<Option<Vec<CodeLens>>> {
    let Some(view) = View::of(server, &params.text_document.uri) else { return Ok(None) };
    let lens = |one: editor::Hint| CodeLens {
        range: view.places.range(one.span),
        command: Some(Command {
            title: one.text.to_string(),
            command: String::new(),
            arguments: None,
        }),
        data: None,
    };
    Ok(Some(editor::priority_figures(&view.plans, view.file).into_iter().map(lens).collect()))
}
