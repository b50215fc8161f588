//! The state of the server: the client, what is open in it, and what is to be said.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::mpsc::Sender;
use std::time::Duration;

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response, ResponseError};
use lsp_types::notification::{Notification as _, PublishDiagnostics, ShowMessage};
use lsp_types::{MessageType, NumberOrString, ShowMessageParams};
use serde::Serialize;
use serde_json::Value;

use super::client::Client;
use super::diagnostics::farewell;
use super::documents::Documents;
use super::events::{Event, Outgoing};
use super::folders::OpenFolder;
use super::start::Start;
use super::waiting::Hovers;
use crate::diagnostic::message;
use crate::workspace::{Error, Options, folder_of, workplans_folder};

/// How far client and server are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// The client has not introduced itself.
    New,
    /// Requests are answered.
    Running,
    /// The client is about to end.
    ShutDown,
    /// The client has ended; whether it said so before.
    Exited(bool),
}

/// The state of the server.
pub(super) struct Server {
    pub(super) start: Start,
    pub(super) client: Client,
    pub(super) phase: Phase,
    pub(super) documents: Documents,
    pub(super) folders: Vec<OpenFolder>,
    pub(super) hovers: Hovers,
    pub(super) out: Vec<Outgoing>,
    /// What the user was told once, and is not told again.
    shown: BTreeSet<String>,
    next_id: i32,
}

impl Server {
    /// Begins; `events` brings back what works beside it.
    pub(super) fn new(start: Start, events: Sender<Event>) -> Self {
        Server {
            start,
            client: Client::default(),
            phase: Phase::New,
            documents: Documents::default(),
            folders: Vec::new(),
            hovers: Hovers::new(events),
            out: Vec::new(),
            shown: BTreeSet::new(),
            next_id: 0,
        }
    }

    /// How long it waits for an event; `None` for as long as it takes.
    pub(super) fn patience(&self, look_every: Duration) -> Option<Duration> {
        let look = (!self.folders.is_empty()).then_some(look_every);
        [self.hovers.patience(), look].into_iter().flatten().min()
    }

    /// Whether the client has ended, and if so as the protocol asks for.
    pub(super) fn has_exited(&self) -> Option<bool> {
        if let Phase::Exited(is_orderly) = self.phase { Some(is_orderly) } else { None }
    }

    /// Takes in what was typed, and what has changed on the disk.
    pub(super) fn look(&mut self) {
        self.put_texts();
        let today = (self.start.today)();
        let (gone, open): (Vec<OpenFolder>, Vec<OpenFolder>) =
            std::mem::take(&mut self.folders).into_iter().partition(OpenFolder::is_gone);
        self.folders = open;
        gone.iter().for_each(|folder| self.close_folder(folder));
        let looked: Vec<Error> =
            self.folders.iter_mut().filter_map(|folder| folder.look(today).err()).collect();
        looked.iter().for_each(|error| self.complain(error));
    }

    /// Puts the texts that have changed over their files: of many changes at once the last.
    fn put_texts(&mut self) {
        for path in self.documents.take_changed() {
            let is_in_a_folder =
                self.folders.iter().any(|one| path.starts_with(&one.workspace.folder));
            if !is_in_a_folder && self.documents.get(&path).is_some() {
                self.open_folder(FolderOf::File(&path));
            }
            let text = self.documents.get(&path).map(|document| &document.text);
            let mut failed = Vec::new();
            for folder in &mut self.folders {
                let Some(within) = folder.within(&path) else { continue };
                match text {
                    Some(text) => folder.set_text(&within, text),
                    None => failed.extend(folder.drop_text(&within).err()),
                }
            }
            failed.iter().for_each(|error| self.complain(error));
        }
    }

    /// Works out what `check` finds in each folder, unless that is known.
    pub(super) fn judge(&mut self) {
        let failed: Vec<Error> =
            self.folders.iter_mut().filter_map(|folder| folder.check().err()).collect();
        failed.iter().for_each(|error| self.complain(error));
        let found = self.folders.iter().filter_map(|folder| folder.found.as_ref());
        let unopened: Vec<String> =
            found.flat_map(|found| &found.unopened).map(|file| file.what.to_string()).collect();
        unopened.into_iter().for_each(|what| self.show(what));
    }

    /// Closes a folder: nothing is wrong in it any more.
    pub(super) fn close_folder(&mut self, folder: &OpenFolder) {
        let told = farewell(folder);
        told.into_iter().for_each(|one| self.notify(PublishDiagnostics::METHOD, one));
    }

    /// Opens the folder of a file, or the one that is found from a folder on, if it is not open.
    pub(super) fn open_folder(&mut self, of: FolderOf<'_>) {
        let found = match (&self.start.options.dir, of) {
            (Some(_), _) => workplans_folder(&self.start.options).ok(),
            (None, FolderOf::File(file)) => folder_of(file),
            (None, FolderOf::Root(root)) => {
                let options = Options { here: root.to_owned(), ..self.start.options.clone() };
                workplans_folder(&options).ok()
            }
        };
        let Some(found) = found else { return };
        if self.folders.iter().any(|open| open.workspace.folder == found) {
            return;
        }
        match OpenFolder::open(&self.start.options, &found) {
            Ok(mut folder) => {
                for document in self.documents.iter() {
                    if let Some(within) = folder.within(&document.path) {
                        folder.set_text(&within, &document.text);
                    }
                }
                self.folders.push(folder);
            }
            Err(error) => self.complain(&error),
        }
    }

    /// Tells the user what is wrong, once.
    pub(super) fn complain(&mut self, error: &Error) {
        self.show(error.to_string());
    }

    /// Shows the user a sentence, once.
    fn show(&mut self, text: String) {
        if self.shown.insert(text.clone()) {
            let shown = ShowMessageParams { typ: MessageType::WARNING, message: text };
            self.notify(ShowMessage::METHOD, shown);
        }
    }

    pub(super) fn notify(&mut self, method: &str, params: impl Serialize) {
        let params = serde_json::to_value(params).unwrap_or(Value::Null);
        let notification = Notification { method: method.to_owned(), params };
        self.out.push(Outgoing::Message(Message::Notification(notification)));
    }

    /// Asks the client for something; its answer is not waited for.
    pub(super) fn ask(&mut self, method: &str, params: impl Serialize) {
        self.next_id = self.next_id.wrapping_add(1);
        let id = RequestId::from(format!("workplan-{}", self.next_id));
        let params = serde_json::to_value(params).unwrap_or(Value::Null);
        let request = Request { id, method: method.to_owned(), params };
        self.out.push(Outgoing::Message(Message::Request(request)));
    }

    pub(super) fn reply(&mut self, id: RequestId, result: Result<Value, ResponseError>) {
        let response = Response { id, response_result: result };
        self.out.push(Outgoing::Message(Message::Response(response)));
    }

    /// Answers a request that its client does not need any more.
    pub(super) fn refuse_cancelled(&mut self, id: RequestId) {
        let error = ResponseError {
            code: ErrorCode::RequestCanceled as i32,
            message: message!("lsp.cancelled", "the request was cancelled").to_string(),
            data: None,
        };
        self.reply(id, Err(error));
    }
}

/// Where a folder is looked for.
#[derive(Clone, Copy)]
pub(super) enum FolderOf<'a> {
    /// Above a file.
    File(&'a Path),
    /// In a folder that is open in the editor.
    Root(&'a Path),
}

/// Returns the request that a notification cancels.
pub(super) fn cancelled_by(notification: &Notification) -> Option<RequestId> {
    let id = notification.params.get("id")?.clone();
    Some(match serde_json::from_value(id).ok()? {
        NumberOrString::Number(number) => RequestId::from(number),
        NumberOrString::String(text) => RequestId::from(text),
    })
}
