//! What the server hears, and what it says.

use std::io::{self, Write};

use lsp_server::{ErrorCode, Message, RequestId};
use serde_json::Value;

use super::wire::{self, Incoming};
use crate::diagnostic::{Message as Words, message};
use crate::workspace::{Details, Error};

/// What the server hears.
pub(super) enum Event {
    /// Something from the client.
    Incoming(Incoming),
    /// What git tells of an activity, for a request that waits for it.
    Told(RequestId, Vec<Words>),
    /// The client has ended.
    End,
    /// It is not known any more where the next message begins.
    Lost,
}

/// What the server says.
pub(super) enum Outgoing {
    /// A message.
    Message(Message),
    /// An error that answers what could not be read, by its number if it has one.
    Fault(ErrorCode, Words, Value),
}

impl Outgoing {
    /// Writes it.
    ///
    /// # Errors
    /// If the client does not read any more.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        match self {
            Outgoing::Message(message) => wire::write(out, message),
            Outgoing::Fault(code, fault, number) => wire::write_fault(out, *code, fault, number),
        }
    }
}

/// Why a request is not answered.
pub(super) struct Refusal {
    /// The kind of error.
    pub code: ErrorCode,
    /// The reason.
    pub why: String,
}

impl Refusal {
    pub(super) fn new(code: ErrorCode, why: &impl ToString) -> Self {
        Refusal { code, why: why.to_string() }
    }

    /// Refuses what an operation has refused, with the first of the errors behind it.
    pub(super) fn of(error: &Error) -> Self {
        let first = match error.details() {
            Details::Plans { faults, .. } => faults.placed.first(),
            _ => None,
        };
        let why = match first {
            Some((_, fault)) => message!(
                "lsp.refused-for",
                "{what}: {fault}",
                what = error.to_string(),
                fault = fault.message.clone()
            )
            .to_string(),
            None => error.to_string(),
        };
        Refusal::new(ErrorCode::RequestFailed, &why)
    }
}

/// The answer to a request.
pub(super) type Answer<T> = Result<T, Refusal>;
