//! What can be done at a place: fixes of findings, and the usual edits of an activity.

use std::path::PathBuf;

use lsp_server::ErrorCode;
use lsp_types::request::{ApplyWorkspaceEdit, Request as _};
use lsp_types::{
    ApplyWorkspaceEditParams, CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams,
    CodeActionResponse, Command, ExecuteCommandParams, WorkspaceEdit,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::diagnostics::diagnostic;
use super::events::{Answer, Refusal};
use super::folders::OpenFolder;
use super::server::Server;
use super::view::View;
use super::workspace_edit::{of_changes, of_spans};
use crate::diagnostic::message;
use crate::ops::editor::{self, Action, ActionKind, PreparedEdit};

/// Postpones an activity: what is asked for, as in [`Wanted`].
const POSTPONE: &str = "workplan.postpone";
/// Makes all fixes that are certain: what is asked for, as in [`Wanted`].
const FIX_ALL: &str = "workplan.fixAll";

/// The commands that the client can run.
pub(super) const COMMANDS: [&str; 2] = [POSTPONE, FIX_ALL];

/// An edit that is worked out when it is wanted.
#[derive(Debug, Serialize, Deserialize)]
struct Wanted {
    /// The workplans folder.
    folder: PathBuf,
    /// The edit.
    edit: PreparedEdit,
}

/// Returns what can be done in a range of a file.
pub(super) fn actions(
    server: &Server,
    params: &CodeActionParams,
) -> Answer<Option<CodeActionResponse>> {
    let Some(view) = View::of(server, &params.text_document.uri) else { return Ok(None) };
    let found = view.places.folder.found.as_ref().map_or(&[][..], |found| &found.found);
    let range = view.offset(params.range.start)..view.offset(params.range.end);
    let is_wanted = |kind: &CodeActionKind| {
        let is_part = |of: &CodeActionKind| {
            of.as_str().is_empty()
                || kind == of
                || kind.as_str().strip_prefix(of.as_str()).is_some_and(|rest| rest.starts_with('.'))
        };
        params.context.only.as_ref().is_none_or(|only| only.iter().any(is_part))
    };
    let offered = editor::actions(&view.plans, found, view.file, &range);
    let mut all: Vec<CodeAction> = offered
        .into_iter()
        .filter(|action| is_wanted(&kind_of(action)))
        .filter_map(|action| shown(server, &view, action))
        .collect();
    let has_fix = found.iter().any(|(_, finding)| finding.fix.is_some());
    if has_fix && is_wanted(&CodeActionKind::SOURCE_FIX_ALL) {
        let title = message!("lsp.fix-all", "Make all fixes that are certain").to_string();
        let kind = Some(CodeActionKind::SOURCE_FIX_ALL);
        let action = CodeAction { title, kind, ..CodeAction::default() };
        all.extend(with_edit(server, view.places.folder, action, PreparedEdit::FixAll));
    }
    Ok(Some(all.into_iter().map(CodeActionOrCommand::CodeAction).collect()))
}

fn kind_of(action: &Action) -> CodeActionKind {
    match action.finding {
        Some(_) => CodeActionKind::QUICKFIX,
        None => CodeActionKind::REFACTOR,
    }
}

fn shown(server: &Server, view: &View<'_>, action: Action) -> Option<CodeAction> {
    let folder = view.places.folder;
    let about = action.finding.and_then(|number| folder.found.as_ref()?.found.get(number));
    let about = about.map(|(level, one)| vec![diagnostic(&view.places, *level, one, None)]);
    let shown = CodeAction {
        title: action.title.to_string(),
        kind: Some(kind_of(&action)),
        is_preferred: about.is_some().then_some(true),
        diagnostics: about,
        ..CodeAction::default()
    };
    match action.kind {
        ActionKind::Edits(edits) => {
            Some(CodeAction { edit: Some(of_spans(server, view, &edits)), ..shown })
        }
        // Who can ask its user why, runs the command with the reason.
        ActionKind::Prepared(edit @ PreparedEdit::Postpone { .. })
            if server.client.asks_for_reason =>
        {
            let wanted = Wanted { folder: folder.workspace.folder.clone(), edit };
            let command = Command {
                title: shown.title.clone(),
                command: POSTPONE.to_owned(),
                arguments: Some(vec![serde_json::to_value(wanted).ok()?]),
            };
            Some(CodeAction { command: Some(command), ..shown })
        }
        ActionKind::Prepared(edit) => with_edit(server, folder, shown, edit),
    }
}

/// Puts an edit into an action: where the client asks for it later, only what it is; else the edit
/// itself, if it can be made.
fn with_edit(
    server: &Server,
    folder: &OpenFolder,
    action: CodeAction,
    edit: PreparedEdit,
) -> Option<CodeAction> {
    if server.client.resolves_actions {
        let wanted = Wanted { folder: folder.workspace.folder.clone(), edit };
        return Some(CodeAction { data: serde_json::to_value(wanted).ok(), ..action });
    }
    let edit = worked_out(server, folder, &edit).ok()?;
    Some(CodeAction { edit: Some(edit), ..action })
}

fn worked_out(server: &Server, folder: &OpenFolder, edit: &PreparedEdit) -> Answer<WorkspaceEdit> {
    let changes = editor::prepared(&folder.workspace.options, folder.texts(), edit)
        .map_err(|error| Refusal::of(&error))?;
    Ok(of_changes(server, folder, &changes))
}

/// Works out the edit of an action that was chosen.
pub(super) fn resolve(server: &Server, action: &CodeAction) -> Answer<CodeAction> {
    let Some(data) = action.data.clone() else { return Ok(action.clone()) };
    let (folder, wanted) = wanted(server, data)?;
    let edit = worked_out(server, folder, &wanted.edit)?;
    Ok(CodeAction { edit: Some(edit), ..action.clone() })
}

/// Runs a command: its edit is sent to the client.
pub(super) fn execute(server: &mut Server, params: ExecuteCommandParams) -> Answer<Value> {
    let is_known = COMMANDS.contains(&params.command.as_str());
    let data = params.arguments.into_iter().next().filter(|_| is_known);
    let data = data.ok_or_else(|| {
        Refusal::new(
            ErrorCode::InvalidParams,
            &message!("lsp.no-such-command", "this command is not known, or lacks its argument"),
        )
    })?;
    let (folder, wanted) = wanted(server, data)?;
    if let PreparedEdit::Postpone { reason, .. } = &wanted.edit
        && reason.trim().is_empty()
    {
        let why = message!("lsp.reason-missing", "to postpone an activity needs a reason");
        return Err(Refusal::new(ErrorCode::InvalidParams, &why));
    }
    let edit = worked_out(server, folder, &wanted.edit)?;
    server.ask(ApplyWorkspaceEdit::METHOD, ApplyWorkspaceEditParams { label: None, edit });
    Ok(Value::Null)
}

fn wanted(server: &Server, data: Value) -> Answer<(&OpenFolder, Wanted)> {
    let wanted: Wanted = serde_json::from_value(data)
        .map_err(|error| Refusal::new(ErrorCode::InvalidParams, &error))?;
    let open = server.folders.iter().find(|open| open.workspace.folder == wanted.folder);
    let open = open.ok_or_else(|| {
        Refusal::new(
            ErrorCode::InvalidParams,
            &message!("lsp.folder-not-open", "this workplans folder is not open"),
        )
    })?;
    Ok((open, wanted))
}
