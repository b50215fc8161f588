//! The subject of a message about a value, and the advice for an empty value.

use crate::diagnostic::{Message, message, unseen_label};
use crate::format::keys::{KeySpec, ValueKind};

pub(super) fn takes_many(key: &KeySpec) -> bool {
    matches!(
        key.takes,
        ValueKind::Ids | ValueKind::References | ValueKind::Texts | ValueKind::Words(_)
    )
}

/// Returns the subject of a message: the value of a key, or one of its items.
pub(super) fn subject(key: &KeySpec) -> Message {
    match takes_many(key) {
        true => message!("invalid-value.an-item", "an item of `{key}`", key = key.name),
        false => message!("invalid-value.the-value", "`{key}`", key = key.name),
    }
}

/// Says that nothing is there, or only a character that cannot be seen.
pub(super) fn is_empty(key: &KeySpec, unseen: Option<char>) -> Message {
    match unseen {
        None => message!("invalid-value.empty", "{subject} is empty", subject = subject(key)),
        Some(c) => message!(
            "invalid-value.empty-but-unseen",
            "{subject} contains only an invisible character: {character}",
            subject = subject(key),
            character = unseen_label(c)
        ),
    }
}

pub(super) fn write_something(key: &KeySpec) -> Message {
    match key.must {
        true => message!("invalid-value.write-something", "write a value"),
        false if takes_many(key) => {
            message!("invalid-value.write-or-take-item-away", "write a value, or remove the item")
        }
        false => {
            message!("invalid-value.write-or-take-key-away", "write a value, or remove the key")
        }
    }
}
