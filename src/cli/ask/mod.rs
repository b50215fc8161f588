//! Asks the user on a terminal: the question on standard error, the answer on standard input.
//! Elsewhere nothing is asked, and what is missing is an error.

mod endorse;
mod items;
mod verbs;

use std::io::BufRead;

pub(super) use super::environment::is_dialogue as can_ask;
pub(super) use endorse::agreed;
pub(super) use verbs::{answered, without_required};

use super::output::write_error;
use crate::diagnostic::{Message, message};
use crate::text::clean_line;
use crate::workspace::{Error, Result};

/// Says something on standard error, on a line of its own.
pub(super) fn say(what: &Message) {
    write_error(&format!("{}\n", clean_line(&what.to_string())));
}

/// Asks for an answer until one can be read. What cannot be read is answered with the reason.
pub(super) fn ask<T>(prompt: &Message, read: impl Fn(&str) -> Result<T, Message>) -> Result<T> {
    loop {
        write_error(&format!("{} ", clean_line(&prompt.to_string())));
        match read(read_line()?.trim()) {
            Ok(answer) => return Ok(answer),
            Err(why) => say(&why),
        }
    }
}

/// Asks for yes or no; an empty line is yes.
pub(super) fn confirm(question: &Message) -> Result<bool> {
    let prompt = message!("cli.yes-or-no", "{question} [Y/n]", question = question.clone());
    ask(&prompt, |line| match line.to_lowercase().as_str() {
        "" | "y" | "yes" => Ok(true),
        "n" | "no" => Ok(false),
        _ => Err(message!("cli.type-y-or-n", "type y or n")),
    })
}

/// Reads a line that the user types.
pub(super) fn read_line() -> Result<String> {
    let mut line = String::new();
    if std::io::stdin().lock().read_line(&mut line)? == 0 {
        write_error("\n");
        let ended =
            Error::usage(message!("cli.answers-ended", "the answers ended before the questions"));
        return Err(ended.hint(message!("cli.nothing-written", "nothing was written")));
    }
    Ok(line)
}
