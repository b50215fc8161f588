//! What the client tells without waiting for an answer.

use std::path::PathBuf;

use lsp_server::Notification;
use lsp_types::notification::{
    Cancel, DidChangeTextDocument, DidChangeWatchedFiles, DidChangeWorkspaceFolders,
    DidCloseTextDocument, DidOpenTextDocument, DidSaveTextDocument, Exit, Initialized,
    Notification as _,
};
use lsp_types::request::{RegisterCapability, Request as _};
use lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesRegistrationOptions,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    FileSystemWatcher, GlobPattern, Registration, RegistrationParams,
};
use serde::de::DeserializeOwned;

use super::documents::OpenDocument;
use super::folders::OpenFolder;
use super::server::{FolderOf, Phase, Server, cancelled_by};
use super::uri::path_of;
use crate::workspace::plain_path;

/// Takes a notification. One that is not known, or cannot be read, is passed over.
pub(super) fn take(server: &mut Server, notification: Notification) {
    if notification.method == Exit::METHOD {
        server.phase = Phase::Exited(server.phase == Phase::ShutDown);
        return;
    }
    if server.phase != Phase::Running {
        return;
    }
    match notification.method.as_str() {
        Initialized::METHOD => begin(server),
        Cancel::METHOD => {
            let waiting = cancelled_by(&notification).filter(|id| server.hovers.forget(id));
            waiting.into_iter().for_each(|id| server.refuse_cancelled(id));
        }
        DidOpenTextDocument::METHOD => with(notification, |params| open(server, params)),
        DidChangeTextDocument::METHOD => with(notification, |params| change(server, params)),
        DidCloseTextDocument::METHOD => {
            with(notification, |params: DidCloseTextDocumentParams| {
                server.documents.close(&params.text_document.uri);
            });
        }
        DidChangeWorkspaceFolders::METHOD => {
            with(notification, |params| change_folders(server, &params));
        }
        DidSaveTextDocument::METHOD | DidChangeWatchedFiles::METHOD => {
            server.folders.iter_mut().for_each(OpenFolder::expect_changes);
        }
        _ => {}
    }
}

fn with<T: DeserializeOwned>(notification: Notification, take: impl FnOnce(T)) {
    if let Ok(params) = serde_json::from_value(notification.params) {
        take(params);
    }
}

/// Opens the folders that are open in the editor, and asks to be told of their files.
fn begin(server: &mut Server) {
    for root in server.client.roots.clone() {
        server.open_folder(FolderOf::Root(&root));
    }
    if !server.client.watches_files {
        return;
    }
    let watchers = ["**/*.yaml", "**/*.yml"].into_iter().map(|glob| FileSystemWatcher {
        glob_pattern: GlobPattern::String(glob.to_owned()),
        kind: None,
    });
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: watchers.collect() };
    let registration = Registration {
        id: "workplan-files".to_owned(),
        method: DidChangeWatchedFiles::METHOD.to_owned(),
        register_options: serde_json::to_value(options).ok(),
    };
    server
        .ask(RegisterCapability::METHOD, RegistrationParams { registrations: vec![registration] });
}

fn open(server: &mut Server, params: DidOpenTextDocumentParams) {
    let document = params.text_document;
    let Some(path) = path_of(&document.uri).map(|path| plain_path(&path)) else { return };
    let (uri, version, text) = (document.uri, document.version, document.text);
    server.documents.open(OpenDocument { uri, path, version, text });
}

fn change(server: &mut Server, params: DidChangeTextDocumentParams) {
    let (uri, version) = (&params.text_document.uri, params.text_document.version);
    server.documents.change(uri, version, params.content_changes, server.client.encoding);
}

/// Takes in which folders are open in the editor by now.
fn change_folders(server: &mut Server, params: &DidChangeWorkspaceFoldersParams) {
    let removed: Vec<PathBuf> =
        params.event.removed.iter().filter_map(|one| path_of(&one.uri)).collect();
    server.client.roots.retain(|root| !removed.contains(root));
    let roots = &server.client.roots;
    let is_removed = |folder: &OpenFolder| {
        let is_in = |root: &PathBuf| folder.workspace.folder.starts_with(root);
        removed.iter().any(is_in) && !roots.iter().any(is_in)
    };
    let (closed, open): (Vec<OpenFolder>, Vec<OpenFolder>) =
        std::mem::take(&mut server.folders).into_iter().partition(is_removed);
    server.folders = open;
    closed.iter().for_each(|folder| server.close_folder(folder));
    for root in params.event.added.iter().filter_map(|added| path_of(&added.uri)) {
        server.open_folder(FolderOf::Root(&root));
        server.client.roots.push(root);
    }
}
