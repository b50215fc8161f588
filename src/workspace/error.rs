//! Why something cannot be done: of which kind the error is, what happened, and what to do.

use std::fmt;
use std::io;

use crate::diagnostic::{Argument, Message, message};
use crate::report::FoundFaults;

/// The result of a question or of an operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something cannot be done: one sentence, what to do, and the faults behind it.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.message)]
pub struct Error(Box<Parts>);

#[derive(Debug)]
struct Parts {
    kind: ErrorKind,
    message: Message,
    hints: Vec<Message>,
    details: Details,
}

/// Of which kind an error is. The kind decides the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The question contradicts itself, or lacks something.
    Usage,
    /// A folder, plan, activity or revision that is named is not there.
    NotFound,
    /// There is nothing to ask: a folder in no repository, a repository without a commit.
    NoHistory,
    /// More than one thing can be meant.
    Ambiguous,
    /// The plans have errors, and cannot be counted on.
    InvalidPlans,
    /// A sheet, a mapping or a value that was given cannot be taken.
    InvalidInput,
    /// Another program has changed what an edit would overwrite since it was shown.
    Changed,
    /// It can be asked, and an answer or an edit could be wrong.
    Refused,
    /// A file or git cannot be read.
    Unreadable,
    /// A file cannot be written.
    Unwritable,
    /// A fault of this program.
    Internal,
}

impl ErrorKind {
    /// Returns the exit status of a command that ends with such an error.
    pub fn exit_status(self) -> u8 {
        match self {
            ErrorKind::Usage
            | ErrorKind::NotFound
            | ErrorKind::NoHistory
            | ErrorKind::Ambiguous
            | ErrorKind::InvalidPlans
            | ErrorKind::InvalidInput
            | ErrorKind::Changed
            | ErrorKind::Refused
            | ErrorKind::Unreadable
            | ErrorKind::Unwritable
            | ErrorKind::Internal => 2,
        }
    }
}

/// The faults that an error stands for.
#[derive(Debug, Default)]
#[non_exhaustive]
pub enum Details {
    /// The message says it all.
    #[default]
    None,
    /// Errors in plans; the heading says where they are, if that is not clear.
    Plans {
        /// Where the errors are.
        heading: Option<Message>,
        /// The errors.
        faults: FoundFaults,
    },
    /// Faults of a sheet or a mapping, a line each with its place.
    Input(Vec<Message>),
}

impl Error {
    /// Makes an error of a kind that says what happened, and where.
    pub fn new(kind: ErrorKind, message: impl Into<Message>) -> Self {
        Error(Box::new(Parts {
            kind,
            message: message.into(),
            hints: Vec::new(),
            details: Details::None,
        }))
    }

    /// Makes an error of kind [`ErrorKind::Usage`].
    pub fn usage(message: impl Into<Message>) -> Self {
        Error::new(ErrorKind::Usage, message)
    }

    /// Makes an error of kind [`ErrorKind::NotFound`].
    pub fn not_found(message: impl Into<Message>) -> Self {
        Error::new(ErrorKind::NotFound, message)
    }

    /// Makes an error of kind [`ErrorKind::Refused`].
    pub fn refused(message: impl Into<Message>) -> Self {
        Error::new(ErrorKind::Refused, message)
    }

    /// Makes an error of kind [`ErrorKind::Internal`] out of one that only a fault of this program
    /// can bring.
    pub fn internal(error: impl fmt::Display) -> Self {
        Error::new(ErrorKind::Internal, Message::verbatim(error.to_string()))
    }

    /// Makes the error for plans that cannot be counted on; `heading` says where the errors are, if
    /// that is not clear.
    pub fn plans(heading: Option<Message>, faults: FoundFaults) -> Self {
        let message = message!(
            "error.plans",
            "the plans have {errors#one error|# errors}",
            errors = faults.len()
        );
        Error::new(ErrorKind::InvalidPlans, message).with(Details::Plans { heading, faults })
    }

    /// Makes the error for a sheet or a mapping that cannot be taken; a line for each fault, with
    /// its place.
    pub fn input(faults: impl IntoIterator<Item = impl Into<Message>>) -> Self {
        let faults: Vec<Message> = faults.into_iter().map(Into::into).collect();
        let message = message!(
            "error.input",
            "the input has {faults#one fault|# faults}",
            faults = faults.len()
        );
        Error::new(ErrorKind::InvalidInput, message).with(Details::Input(faults))
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Message>) -> Self {
        self.0.hints.push(hint.into());
        self
    }

    /// Says what could not be done, with the message as the reason.
    #[must_use]
    pub fn context(mut self, say: impl FnOnce(Message) -> Message) -> Self {
        self.0.message = say(self.0.message);
        self
    }

    /// Says what could not be written, with the message as the reason.
    #[must_use]
    pub fn unwritable(mut self, what: impl Into<Argument>) -> Self {
        self.0.kind = ErrorKind::Unwritable;
        self.context(|why| {
            let what = what.into();
            message!("files.cannot-be-written", "{what} cannot be written: {why}", what, why)
        })
    }

    fn with(mut self, details: Details) -> Self {
        self.0.details = details;
        self
    }

    /// Returns the kind.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns what to do, most useful first.
    pub fn hints(&self) -> &[Message] {
        &self.0.hints
    }

    /// Returns the faults that the error stands for.
    pub fn details(&self) -> &Details {
        &self.0.details
    }

    /// Whether the error says that there is nothing to ask, and not that asking failed.
    pub fn is_absence(&self) -> bool {
        self.kind() == ErrorKind::NoHistory
    }

    /// Says in one line why something is left out, and what to do.
    pub fn in_one_line(&self) -> Message {
        self.hints().iter().fold(self.0.message.clone(), |why, hint| {
            message!("error.with-advice", "{why}; {hint}", why, hint = hint.clone())
        })
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Error::new(ErrorKind::Unreadable, &error)
    }
}

/// Says that a file cannot be read, and why.
pub fn cannot_read(file: impl Into<Argument>) -> impl FnOnce(Message) -> Message {
    |why| message!("files.cannot-be-read", "{file} cannot be read: {why}", file = file.into(), why)
}

/// Says what could not be done, where the error below does not know.
pub trait Context<T> {
    /// Says what could not be done, with the message of the error as the reason.
    fn context(self, say: impl FnOnce(Message) -> Message) -> Result<T>;

    /// Says what could not be written, with the message of the error as the reason.
    fn unwritable<A: Into<Argument>>(self, what: impl FnOnce() -> A) -> Result<T>;
}

impl<T, E: Into<Error>> Context<T> for std::result::Result<T, E> {
    fn context(self, say: impl FnOnce(Message) -> Message) -> Result<T> {
        self.map_err(|error| error.into().context(say))
    }

    fn unwritable<A: Into<Argument>>(self, what: impl FnOnce() -> A) -> Result<T> {
        self.map_err(|error| error.into().unwritable(what()))
    }
}
