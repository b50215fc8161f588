//! What a message about a value is about, and what to do about an empty one.

use crate::diagnostic::{Message, message};
use crate::format::keys::{KeySpec, ValueKind};
use crate::text::unseen_label;

pub(super) fn takes_many(key: &KeySpec) -> bool {
    matches!(
        key.takes,
        ValueKind::Ids | ValueKind::References | ValueKind::Texts | ValueKind::Words(_)
    )
}

/// What a message is about: a key's value, or one of them.
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
            "{subject} is empty but for a character that cannot be seen: {character}",
            subject = subject(key),
            character = unseen_label(c)
        ),
    }
}

pub(super) fn write_something(key: &KeySpec) -> Message {
    match key.must {
        true => message!("invalid-value.write-something", "write something there"),
        false if takes_many(key) => message!(
            "invalid-value.write-or-take-item-away",
            "write something, or take the item away"
        ),
        false => message!(
            "invalid-value.write-or-take-key-away",
            "write something, or take the key away"
        ),
    }
}
