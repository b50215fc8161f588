//! Why an assignment cannot be made, with advice.

use crate::diagnostic::{Argument, Message, message};
use crate::text::clean_line;

/// The reason why an assignment cannot be made, with advice.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Problem {
    /// The problem.
    pub what: Message,
    /// The advice.
    pub help: Message,
}

pub(super) fn problem<T>(what: Message, help: Message) -> Result<T, Problem> {
    Err(Problem { what, help })
}

pub(super) fn did_you_mean(meant: &str) -> Message {
    message!("edit.did-you-mean", "did you mean `{meant}`?", meant = clean_line(meant))
}

pub(super) fn such_as(example: impl Into<Argument>) -> Message {
    message!("edit.such-as", "such as {example}", example = example.into())
}

pub(super) fn write(assignment: impl Into<Argument>) -> Message {
    message!("edit.write", "write {assignment}", assignment = assignment.into())
}
