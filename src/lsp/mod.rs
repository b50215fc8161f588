//! The server for editors (Language Server Protocol 3.17), over standard input and output: what
//! `check` finds while one types, and what an editor asks about a place. It writes no file: edits
//! go to the editor.

mod actions;
mod capabilities;
mod client;
mod diagnostics;
mod documents;
mod events;
mod folders;
mod hovers;
mod navigation;
mod notifications;
mod places;
mod position;
mod published;
mod requests;
mod server;
mod start;
mod structure;
mod take;
mod uri;
mod view;
mod waiting;
mod wire;
mod workspace_edit;

use std::io::{BufReader, BufWriter, stdin, stdout};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use crate::diagnostic::message;
#[cfg(fuzzing)]
use crate::model::Day;
#[cfg(fuzzing)]
use crate::workspace::Options;
use crate::workspace::{Error, ErrorKind, Result};
use events::Event;
use server::Server;
pub(crate) use start::Start;
use take::take;

/// How often the files on the disk are looked at while the editor is silent.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Serves one client until it ends. Whether it ended as the protocol asks for: `shutdown` before
/// `exit`.
///
/// # Errors
/// If standard input cannot be read.
pub(crate) fn run(start: Start) -> Result<bool> {
    let (sender, events) = channel();
    let incoming = sender.clone();
    thread::Builder::new().spawn(move || {
        let mut input = BufReader::new(stdin());
        loop {
            let event = match wire::read(&mut input) {
                Ok(Some(incoming)) => Event::Incoming(incoming),
                Ok(None) => Event::End,
                Err(_) => Event::Lost,
            };
            let is_last = matches!(event, Event::End | Event::Lost);
            if incoming.send(event).is_err() || is_last {
                break;
            }
        }
    })?;
    let mut server = Server::new(start, sender);
    let mut out = BufWriter::new(stdout());
    loop {
        let first = match server.patience(LOOK_EVERY) {
            Some(patience) => events.recv_timeout(patience).ok(),
            None => events.recv().ok(),
        };
        let is_end = |event: &Event| matches!(event, Event::End);
        let batch: Vec<Event> = first.into_iter().chain(events.try_iter()).collect();
        let has_ended = batch.iter().any(is_end);
        let is_lost = batch.iter().any(|event| matches!(event, Event::Lost));
        for outgoing in take(&mut server, batch) {
            // A client that does not read any more has ended.
            if outgoing.write(&mut out).is_err() {
                return Ok(false);
            }
        }
        if let Some(is_orderly) = server.has_exited() {
            return Ok(is_orderly);
        }
        if is_lost {
            return Err(Error::new(
                ErrorKind::InvalidInput,
                message!("lsp.lost", "standard input is not in the form of the protocol"),
            ));
        }
        if has_ended {
            return Ok(true);
        }
    }
}

/// Answers everything that a client has written, up to what cannot be read: for the fuzz targets.
#[cfg(fuzzing)]
pub fn answered(options: Options, today: fn() -> Day, mut input: &[u8]) -> Vec<u8> {
    let (sender, _events) = channel();
    let mut server = Server::new(Start { options, today }, sender);
    let mut out = Vec::new();
    while let Ok(Some(incoming)) = wire::read(&mut input) {
        for outgoing in take(&mut server, vec![Event::Incoming(incoming)]) {
            // Nothing fails in memory.
            let _ = outgoing.write(&mut out);
        }
        if server.has_exited().is_some() {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests;
