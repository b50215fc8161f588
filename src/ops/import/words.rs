//! Sentences that several steps of an import share.

use crate::diagnostic::{Message, message};

/// Says that all is as it was.
pub fn nothing_was_written() -> Message {
    message!("import.nothing-written", "nothing was written")
}
