//! Words for the second place of a finding.

use crate::diagnostic::{Message, message};

pub(super) fn the_other_value() -> Message {
    message!("shared.the-other-value", "the other value")
}

pub(super) fn the_other_date() -> Message {
    message!("shared.the-other-date", "the other date")
}

pub(super) fn completed() -> Message {
    message!("shared.completed", "completed")
}
