//! The requests by their names. A new one is a function, and a line here.

use lsp_server::{ErrorCode, Request, ResponseError};
use lsp_types::InitializeParams;
use lsp_types::request::{
    CodeActionRequest, CodeActionResolveRequest, CodeLensRequest, Completion,
    DocumentHighlightRequest, DocumentSymbolRequest, ExecuteCommand, FoldingRangeRequest,
    GotoDefinition, HoverRequest, Initialize, InlayHintRequest, PrepareRenameRequest, References,
    Rename, Request as Method, SelectionRangeRequest, Shutdown, WorkspaceSymbolRequest,
};
use serde_json::Value;

use super::capabilities::introduction;
use super::client::Client;
use super::events::{Answer, Refusal};
use super::server::{Phase, Server};
use super::{actions, hovers, navigation, structure};
use crate::diagnostic::message;

/// Answers a request.
pub(super) fn answer(server: &mut Server, request: Request) {
    let id = request.id.clone();
    match outcome(server, request) {
        // It is answered later.
        Ok(None) => {}
        Ok(Some(value)) => server.reply(id, Ok(value)),
        Err(Refusal { code, why }) => {
            let error = ResponseError { code: code as i32, message: why, data: None };
            server.reply(id, Err(error));
        }
    }
}

fn outcome(server: &mut Server, request: Request) -> Answer<Option<Value>> {
    match (server.phase, request.method.as_str()) {
        (Phase::New, Initialize::METHOD) => {
            let params: InitializeParams = read::<Initialize>(request.params)?;
            server.client = Client::new(&params);
            server.phase = Phase::Running;
            value(&introduction(&server.client)).map(Some)
        }
        (Phase::New, _) => Err(Refusal::new(
            ErrorCode::ServerNotInitialized,
            &message!("lsp.not-initialized", "the first request is `initialize`"),
        )),
        (Phase::Running, Shutdown::METHOD) => {
            server.phase = Phase::ShutDown;
            Ok(Some(Value::Null))
        }
        (Phase::Running, HoverRequest::METHOD) => {
            server.judge();
            let params = read::<HoverRequest>(request.params)?;
            Ok(hovers::hover(server, request.id, &params))
        }
        (Phase::Running, ExecuteCommand::METHOD) => {
            let params = read::<ExecuteCommand>(request.params)?;
            actions::execute(server, params).map(Some)
        }
        (Phase::Running, method) => {
            if method == CodeActionRequest::METHOD {
                server.judge();
            }
            of_files(server, request).map(Some)
        }
        _ => Err(Refusal::new(
            ErrorCode::InvalidRequest,
            &message!("lsp.shut-down", "the server was shut down"),
        )),
    }
}

fn of_files(server: &Server, request: Request) -> Answer<Value> {
    let Request { method, params, .. } = request;
    match method.as_str() {
        Completion::METHOD => reply::<Completion>(server, params, structure::completion),
        GotoDefinition::METHOD => reply::<GotoDefinition>(server, params, navigation::definition),
        References::METHOD => reply::<References>(server, params, navigation::references),
        DocumentHighlightRequest::METHOD => {
            reply::<DocumentHighlightRequest>(server, params, navigation::highlights)
        }
        PrepareRenameRequest::METHOD => {
            reply::<PrepareRenameRequest>(server, params, navigation::prepare_rename)
        }
        Rename::METHOD => reply::<Rename>(server, params, navigation::rename),
        DocumentSymbolRequest::METHOD => {
            reply::<DocumentSymbolRequest>(server, params, structure::symbols)
        }
        WorkspaceSymbolRequest::METHOD => {
            reply::<WorkspaceSymbolRequest>(server, params, structure::symbols_of_all)
        }
        FoldingRangeRequest::METHOD => {
            reply::<FoldingRangeRequest>(server, params, structure::folding)
        }
        SelectionRangeRequest::METHOD => {
            reply::<SelectionRangeRequest>(server, params, structure::selections)
        }
        InlayHintRequest::METHOD => reply::<InlayHintRequest>(server, params, structure::hints),
        CodeLensRequest::METHOD => reply::<CodeLensRequest>(server, params, structure::lenses),
        CodeActionRequest::METHOD => reply::<CodeActionRequest>(server, params, actions::actions),
        CodeActionResolveRequest::METHOD => {
            reply::<CodeActionResolveRequest>(server, params, actions::resolve)
        }
        other => Err(Refusal::new(
            ErrorCode::MethodNotFound,
            &message!(
                "lsp.no-such-method",
                "`{method}` is not known",
                method = crate::text::clean_line(other)
            ),
        )),
    }
}

fn reply<R: Method>(
    server: &Server,
    params: Value,
    answer: fn(&Server, &R::Params) -> Answer<R::Result>,
) -> Answer<Value> {
    value(&answer(server, &read::<R>(params)?)?)
}

fn read<R: Method>(params: Value) -> Answer<R::Params> {
    serde_json::from_value(params).map_err(|error| Refusal::new(ErrorCode::InvalidParams, &error))
}

fn value(answer: &impl serde::Serialize) -> Answer<Value> {
    serde_json::to_value(answer).map_err(|error| Refusal::new(ErrorCode::InternalError, &error))
}
