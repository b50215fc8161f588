//! Messages and advice that several rules share.

use super::message::{Argument, Message, message};

/// The id of [`did_you_mean`].
const DID_YOU_MEAN: &str = "shared.did-you-mean";

/// Asks whether another word was meant.
pub fn did_you_mean(meant: impl Into<Argument>) -> Message {
    message!("shared.did-you-mean", "did you mean `{meant}`?", meant = meant.into())
}

/// Whether a message is [`did_you_mean`].
pub fn is_question(message: &Message) -> bool {
    message.id() == DID_YOU_MEAN
}

/// Returns the word that a message asks about with [`did_you_mean`], also where the question is a
/// part of it.
pub fn word_meant(message: &Message) -> Option<&str> {
    message.text_of(DID_YOU_MEAN)
}

/// Lists parts with commas between them; none where there is no part.
pub fn list_of(parts: impl IntoIterator<Item = Message>) -> Option<Message> {
    let all = parts.into_iter();
    all.reduce(|list, part| message!("shared.list", "{list}, {part}", list, part))
}

/// Lists the first parts of a sentence, and says how many more there are; `None` of none.
pub fn list_of_first(mut parts: Vec<Message>, most: usize) -> Option<Message> {
    let more = parts.len().saturating_sub(most);
    parts.truncate(most);
    let list = list_of(parts)?;
    Some(match more {
        0 => list,
        more => message!("shared.list-and-more", "{list} and {more} more", list, more),
    })
}

/// Lists names: `a`, `b and c`, `b, c and d`.
pub fn all_of(mut names: Vec<String>) -> Message {
    match names.pop() {
        Some(last) if !names.is_empty() => {
            message!("shared.all-of", "{names} and {last}", names = names.join(", "), last)
        }
        only => Message::verbatim(only.unwrap_or_default()),
    }
}

/// Lists names to choose from: `a`, `b or c`, `b, c or d`.
pub fn one_of(mut names: Vec<String>) -> Message {
    match names.pop() {
        Some(last) if !names.is_empty() => {
            message!("shared.one-of", "{names} or {last}", names = names.join(", "), last)
        }
        only => Message::verbatim(only.unwrap_or_default()),
    }
}

/// Stands in a text for a mail address that is not shown.
pub(crate) fn address_left_out() -> Message {
    message!("word.address-left-out", "(address left out)")
}

/// Stands in a text for the name of a person that is not shown.
pub(crate) fn name_left_out() -> Message {
    message!("word.name-left-out", "(name left out)")
}

/// Marks a message as a note beside an answer.
pub fn note(what: Message) -> Message {
    message!("shared.note", "note: {what}", what)
}

/// Labels the second place, where a value comes by an alias.
pub fn by_alias() -> Message {
    message!("shared.by-alias", "the value of the alias")
}

/// Labels the first of two places.
pub fn the_first_one() -> Message {
    message!("shared.the-first-one", "the first one")
}

/// Advises to keep one of two.
pub fn keep_one_of_the_two() -> Message {
    message!("shared.keep-one-of-the-two", "keep one of them")
}

/// Says that a character goes away by a command.
pub fn fix_takes_it_out() -> Message {
    message!("shared.fix-takes-it-out", "`workplan check --fix` removes it")
}
