//! What needs the history of a folder, as an error names it.

use crate::diagnostic::{Argument, Message, message};

/// What needs the history of a folder.
#[derive(Clone, Debug)]
pub struct Purpose {
    name: Argument,
    /// Whether the answer names it before the error anyway.
    is_told: bool,
}

impl Purpose {
    /// A purpose that the answer names before an error anyway.
    pub fn told(name: Message) -> Self {
        Purpose { name: name.into(), is_told: true }
    }

    /// Returns its name.
    pub(super) fn name(&self) -> Argument {
        self.name.clone()
    }

    /// Puts the purpose before an error, unless the answer does so.
    pub(super) fn before(&self, why: Message) -> Message {
        if self.is_told {
            return why;
        }
        message!("git.purpose", "{purpose}: {why}", purpose = self.name(), why)
    }
}

impl From<&str> for Purpose {
    fn from(name: &str) -> Self {
        Purpose { name: name.into(), is_told: false }
    }
}

impl From<Message> for Purpose {
    fn from(name: Message) -> Self {
        Purpose { name: name.into(), is_told: false }
    }
}
