//! Arguments that must say something.

use crate::diagnostic::{Message, message};

/// Asks for a reason.
pub(super) fn why() -> Message {
    message!("cli.say-why", "say why, in one sentence")
}

/// Asks for a date.
pub(super) fn when() -> Message {
    message!("cli.name-date", "name a date, such as 2024-09-30")
}

/// Asks for a percentage.
pub(super) fn how_much() -> Message {
    message!("cli.name-percentage", "name a number from 0 to 100")
}

/// Asks for a priority.
pub(super) fn which_priority() -> Message {
    message!("cli.name-priority", "name a priority by its id")
}

/// Asks for a title.
pub(super) fn what() -> Message {
    message!("cli.say-what", "say what is to be done")
}

/// Asks for an organization.
pub(super) fn who() -> Message {
    message!("cli.name-organization", "name an organization by its id")
}

/// Asks for a status.
pub(super) fn which_status() -> Message {
    message!("cli.name-status", "name a status, such as planned")
}

/// Asks for a theme.
pub(super) fn which_theme() -> Message {
    message!("cli.name-theme", "name a theme by its id")
}

/// Says that an id need not be given.
pub(super) fn which_id() -> Message {
    message!("cli.leave-out-id", "leave out --id, and the next free one is taken")
}

/// Takes a text that says something: to `set`, an empty one takes a value away, and an empty
/// variable of a script must not. `ask` asks for it otherwise.
pub(super) fn filled(ask: fn() -> Message) -> impl Fn(&str) -> Result<String, Message> + Clone {
    move |text| if text.trim().is_empty() { Err(ask()) } else { Ok(text.to_owned()) }
}

/// Takes texts with commas between them, each of which says something.
pub(super) fn all_filled(ask: fn() -> Message) -> impl Fn(&str) -> Result<String, Message> + Clone {
    move |text| {
        if text.split(',').any(|one| one.trim().is_empty()) {
            Err(ask())
        } else {
            Ok(text.to_owned())
        }
    }
}
