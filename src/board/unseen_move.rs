//! A selection that the user has not made, such as that of the next item after an edit.

use std::time::{Duration, Instant};

use super::action::Verb;

/// How long a key does not edit what has just become selected without the user.
const SETTLING: Duration = Duration::from_millis(600);

/// Another item was selected, and the user has not chosen it.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnseenMove {
    /// When it was selected, or a key was refused last.
    at: Instant,
    /// The key that was refused last: the user has to press that one again, and not another one
    /// of a word that was typed for the item before.
    refused: Option<Verb>,
}

impl UnseenMove {
    /// Another item was selected just now.
    pub(super) fn new() -> Self {
        UnseenMove { at: Instant::now(), refused: None }
    }

    /// A key was refused just now.
    pub(super) fn refused(verb: Verb) -> Self {
        UnseenMove { at: Instant::now(), refused: Some(verb) }
    }

    /// Whether a key is refused.
    pub(super) fn holds(self, verb: Verb) -> bool {
        self.at.elapsed() < SETTLING || self.refused.is_some_and(|refused| refused != verb)
    }
}
