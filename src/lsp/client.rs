//! What the client can do, as it says at the beginning.

use std::path::PathBuf;

use lsp_types::{InitializeParams, MarkupKind};

use super::position::Encoding;
use super::uri::path_of;

/// What the client can do.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an ability of its own")]
pub(super) struct Client {
    /// How it counts places.
    pub encoding: Encoding,
    /// The folders that are open in it.
    pub roots: Vec<PathBuf>,
    /// It shows Markdown.
    pub markdown: bool,
    /// It inserts snippets.
    pub snippets: bool,
    /// It asks for the edits of an action when the action is chosen.
    pub resolves_actions: bool,
    /// It takes edits with the number of the state that they are for.
    pub versioned_edits: bool,
    /// It shows parts inside of parts.
    pub nested_symbols: bool,
    /// It tells of changed files if it is asked to.
    pub watches_files: bool,
    /// It asks its user why something is postponed, before it runs the command for it.
    pub asks_for_reason: bool,
}

impl Client {
    /// Reads what the client says of itself.
    #[expect(deprecated, reason = "older clients name their folder so")]
    pub(super) fn new(params: &InitializeParams) -> Self {
        let text = params.capabilities.text_document.as_ref();
        let workspace = params.capabilities.workspace.as_ref();
        let general = params.capabilities.general.as_ref();
        let known = general.and_then(|general| general.position_encodings.clone());
        let hover = text.and_then(|text| text.hover.as_ref()?.content_format.clone());
        let item = text.and_then(|text| text.completion.as_ref()?.completion_item.clone());
        let action = text.and_then(|text| text.code_action.clone());
        let edit = workspace.and_then(|workspace| workspace.workspace_edit.clone());
        let watched = workspace.and_then(|workspace| workspace.did_change_watched_files);
        let symbols = text.and_then(|text| text.document_symbol.clone());
        let own = params.initialization_options.as_ref();
        let folders = params.workspace_folders.iter().flatten().filter_map(|one| path_of(&one.uri));
        let mut roots: Vec<PathBuf> = folders.collect();
        if roots.is_empty() {
            roots.extend(params.root_uri.as_ref().and_then(path_of));
        }
        Client {
            encoding: Encoding::choose(&known.unwrap_or_default()),
            roots,
            markdown: hover.is_some_and(|kinds| kinds.contains(&MarkupKind::Markdown)),
            snippets: item.is_some_and(|item| item.snippet_support == Some(true)),
            resolves_actions: action.is_some_and(|action| {
                action.data_support == Some(true)
                    && action
                        .resolve_support
                        .is_some_and(|support| support.properties.iter().any(|one| one == "edit"))
            }),
            versioned_edits: edit.is_some_and(|edit| edit.document_changes == Some(true)),
            nested_symbols: symbols
                .is_some_and(|one| one.hierarchical_document_symbol_support == Some(true)),
            watches_files: watched.is_some_and(|one| one.dynamic_registration == Some(true)),
            asks_for_reason: own
                .and_then(|own| own.get("asksForReason")?.as_bool())
                .unwrap_or_default(),
        }
    }
}
