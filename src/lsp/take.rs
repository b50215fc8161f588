//! Hears events in batches, and says what follows from them: what was typed meanwhile is judged
//! once.

use std::collections::HashSet;

use lsp_server::{Message, RequestId};
use lsp_types::notification::{Cancel, Notification as _, PublishDiagnostics};

use super::diagnostics::news;
use super::events::{Event, Outgoing};
use super::server::{Phase, Server, cancelled_by};
use super::wire::Incoming;
use super::{notifications, requests};

/// Hears what has happened, in order, and returns what to say.
pub(super) fn take(server: &mut Server, batch: Vec<Event>) -> Vec<Outgoing> {
    let cancelled = cancelled(&batch);
    for event in batch {
        match event {
            Event::Incoming(Incoming::Message(Message::Request(request))) => {
                if cancelled.contains(&request.id) {
                    server.refuse_cancelled(request.id);
                } else {
                    server.look();
                    requests::answer(server, request);
                }
            }
            Event::Incoming(Incoming::Message(Message::Notification(notification))) => {
                notifications::take(server, notification);
            }
            Event::Incoming(Incoming::Message(Message::Response(_))) | Event::End | Event::Lost => {
            }
            Event::Incoming(Incoming::Fault(code, fault, number)) => {
                server.out.push(Outgoing::Fault(code, fault, number));
            }
            Event::Told(request, lines) => server.hovers.told(&request, lines),
        }
        if server.has_exited().is_some() {
            break;
        }
    }
    if server.phase == Phase::Running {
        server.look();
        publish(server);
    }
    for (id, hover) in server.hovers.ready(server.client.markdown) {
        server.reply(id, Ok(hover));
    }
    std::mem::take(&mut server.out)
}

/// Tells the client what `check` finds, where that is news.
fn publish(server: &mut Server) {
    server.judge();
    let encoding = server.client.encoding;
    let mut all = Vec::new();
    for folder in &mut server.folders {
        all.extend(news(folder, &server.documents, encoding));
    }
    all.into_iter().for_each(|one| server.notify(PublishDiagnostics::METHOD, one));
}

/// Returns the requests that a later event of the batch cancels.
fn cancelled(batch: &[Event]) -> HashSet<RequestId> {
    let notifications = batch.iter().filter_map(|event| match event {
        Event::Incoming(Incoming::Message(Message::Notification(one))) => Some(one),
        _ => None,
    });
    notifications.filter(|one| one.method == Cancel::METHOD).filter_map(cancelled_by).collect()
}
