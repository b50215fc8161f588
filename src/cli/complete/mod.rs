//! What the tab key offers: commands, flags, and the values of the plans of the folder that one is
//! in.

mod paths;
mod script;

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, Command, CommandFactory};
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};

pub(super) use self::script::script;

use self::paths::Quotes;
use super::commands::formats_of;
use super::environment::today;
use super::root::Cli;
use crate::diagnostic::message;
use crate::model::Status;
use crate::ops::complete::{Values, suggestions, values_of};

/// Prints what a shell that asks can put next, and returns whether one asked.
pub(super) fn answered() -> bool {
    // Without this variable nobody asks, and no time is spent on it.
    let Some(shell) = std::env::var_os("COMPLETE") else { return false };
    let quotes = Quotes::of(&shell.to_string_lossy());
    let here = std::env::current_dir().ok();
    let asked = CompleteEnv::with_factory(|| command(quotes))
        .try_complete(std::env::args_os(), here.as_deref());
    asked.unwrap_or_else(|error| error.exit())
}

/// The program's arguments, with the values of the nearest workplans folder.
fn command(quotes: Quotes) -> Command {
    let command = Cli::command();
    // Without a command it is `status`.
    let command = command.mut_arg("format", |argument| argument.add(words(formats_of("status"))));
    with_values(command, quotes)
        .mut_subcommands(|command| with_files(with_values(with_formats(command), quotes), quotes))
}

/// A command with the formats that it has, and no other.
fn with_formats(command: Command) -> Command {
    let formats = formats_of(command.get_name());
    let argument = Arg::new("format")
        .long("format")
        .value_name("FORMAT")
        .help(message!("complete.format", "How to show the answer").to_string())
        .hide(formats.is_empty());
    command.arg(argument.add(words(formats)))
}

/// These words, as far as they fit what was typed.
fn words(words: Vec<String>) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let fitting =
            words.iter().filter(|word| typed.to_str().is_some_and(|typed| word.starts_with(typed)));
        fitting.map(CompletionCandidate::new).collect::<Vec<_>>()
    })
}

fn with_values(command: Command, quotes: Quotes) -> Command {
    command.mut_args(|argument| {
        match (values_of(argument.get_id().as_str()), argument.get_id().as_str()) {
            (Some(values), _) => {
                argument.add(ArgValueCompleter::new(move |typed: &OsStr| candidates(values, typed)))
            }
            (None, "status") => {
                argument.value_parser(PossibleValuesParser::new(Status::ALL.map(Status::as_str)))
            }
            (None, _) => match paths::of(argument.get_value_hint(), quotes) {
                Some(paths) => argument.add(ArgValueCompleter::new(paths)),
                None => argument,
            },
        }
    })
}

/// Of `check` the files as well: it takes their names in the place of plans.
fn with_files(command: Command, quotes: Quotes) -> Command {
    if command.get_name() != "check" {
        return command;
    }
    let Some(plans) = values_of("plans") else { return command };
    let offered = move |typed: &OsStr| {
        candidates(plans, typed)
            .into_iter()
            .chain(paths::plan_files(typed, quotes))
            .collect::<Vec<_>>()
    };
    command.mut_arg("plans", |argument| argument.add(ArgValueCompleter::new(offered)))
}

fn candidates(values: Values, typed: &OsStr) -> Vec<CompletionCandidate> {
    let named = std::env::var_os("WORKPLAN_DIR").map(PathBuf::from);
    let (Some(typed), Ok(here)) = (typed.to_str(), std::env::current_dir()) else {
        return Vec::new();
    };
    suggestions(values, typed, (&here, named), today())
        .into_iter()
        .map(|(value, title)| CompletionCandidate::new(value).help(Some(title.into())))
        .collect()
}
