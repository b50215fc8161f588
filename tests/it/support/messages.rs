//! Messages as text.

use workplan::diagnostic::Message;

/// The texts of some messages.
pub fn texts(messages: &[Message]) -> Vec<String> {
    messages.iter().map(Message::to_string).collect()
}
