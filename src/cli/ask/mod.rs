//! Asks the user on a terminal: the question on standard error, the answer on standard input.
//! Elsewhere nothing is asked, and what is missing is an error.

mod endorse;
mod items;
mod reading;
mod verbs;

use std::io::BufRead;

pub(super) use super::environment::is_dialogue as can_ask;
pub(super) use endorse::agreed;
pub(super) use reading::address_of_copy;
pub(super) use verbs::{answered, without_required};

use super::color_when::ColorWhen;
use super::environment::Environment;
use super::output::write_error;
use crate::diagnostic::{Message, message};
use crate::render::toolkit::table::wrapped;
use crate::render::toolkit::terminal::Tone;
use crate::text::clean_line;
use crate::workspace::{Error, Result};

/// Says something on standard error, on a line of its own.
pub(super) fn say(what: &Message) {
    write_error(&format!("{}\n", clean_line(&what.to_string())));
}

/// Asks for an answer until one can be read. What cannot be read is answered with the reason.
pub(super) fn ask<T>(prompt: &Message, read: impl Fn(&str) -> Result<T, Message>) -> Result<T> {
    loop {
        write_error(&format!("{} ", in_lines(&clean_line(&prompt.to_string()))));
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

/// Reads a line that the user types. One that was not ended with Enter is no answer.
pub(super) fn read_line() -> Result<String> {
    loop {
        let mut line = Vec::new();
        std::io::stdin().lock().read_until(b'\n', &mut line)?;
        if line.last() != Some(&b'\n') {
            write_error("\n");
            let ended = Error::usage(message!(
                "cli.answers-ended",
                "the answers ended before the questions"
            ));
            return Err(ended.hint(message!("cli.nothing-written", "nothing was written")));
        }
        match String::from_utf8(line) {
            Ok(line) => return Ok(line),
            Err(_) => {
                let again = message!(
                    "cli.not-utf8",
                    "these letters cannot be read (they are not UTF-8); type the answer again:"
                );
                write_error(&format!("{again} "));
            }
        }
    }
}

/// Breaks a prompt between words, as wide as the terminal is.
fn in_lines(prompt: &str) -> String {
    let screen = Environment::terminal(ColorWhen::Never);
    wrapped(prompt, Tone::Plain, &screen).trim_end().to_owned()
}
