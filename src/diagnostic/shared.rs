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
