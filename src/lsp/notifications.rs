//! What the client tells without waiting for an answer.

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
use super::server::{FolderOf, Phase, Server, cancelled_by};
use super::uri::{path_of, tidy};

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
        DidCloseTextDocument::METHOD => with(notification, |params| close(server, &params)),
        DidChangeWorkspaceFolders::METHOD => {
            with(notification, |params: DidChangeWorkspaceFoldersParams| {
                let roots = params.event.added.iter().filter_map(|added| path_of(&added.uri));
                roots.for_each(|root| server.open_folder(FolderOf::Root(&root)));
            });
        }
        // The files are looked at anyway before anything is said.
        DidSaveTextDocument::METHOD | DidChangeWatchedFiles::METHOD => {}
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
    let Some(path) = path_of(&document.uri).map(|path| tidy(&path)) else { return };
    server.open_folder(FolderOf::File(&path));
    let open = OpenDocument { uri: document.uri, version: document.version, text: document.text };
    server.documents.open(path.clone(), open);
    put(server, &path);
}

fn change(server: &mut Server, params: DidChangeTextDocumentParams) {
    let Some(path) = path_of(&params.text_document.uri).map(|path| tidy(&path)) else { return };
    let (version, encoding) = (params.text_document.version, server.client.encoding);
    if server.documents.change(&path, version, params.content_changes, encoding) {
        put(server, &path);
    }
}

fn close(server: &mut Server, params: &DidCloseTextDocumentParams) {
    let Some(path) = path_of(&params.text_document.uri).map(|path| tidy(&path)) else { return };
    if !server.documents.close(&path) {
        return;
    }
    let dropped: Vec<_> = server
        .folders
        .iter_mut()
        .filter_map(|folder| folder.within(&path).map(|within| folder.drop_text(&within)))
        .filter_map(Result::err)
        .collect();
    dropped.iter().for_each(|error| server.complain(error));
}

/// Puts the text of an open file over the one on the disk.
fn put(server: &mut Server, path: &std::path::Path) {
    let Some(document) = server.documents.get(path) else { return };
    for folder in &mut server.folders {
        if let Some(within) = folder.within(path) {
            folder.set_text(&within, &document.text);
        }
    }
}
