//! From the arguments to the exit status.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser};

use super::ask::{can_ask, without_required};

use super::complete;
use super::environment::Environment;
use super::help;
use super::output::{
    ExitStatus, complain, deliver, deliver_raw, exit_status, say_note, write_error,
};
use super::root::Cli;
use super::run::{answer, usage_text};
use crate::diagnostic::{Message, message};
use crate::workspace::{Error, Result, from_gone};

/// Runs the program: arguments in, output and exit status out.
pub fn main() -> ExitCode {
    if complete::answered() {
        return ExitCode::SUCCESS;
    }
    let cli = match parse().or_else(help::asked_for) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to standard output and end in 0, wrong usage ends in 2. A closed
            // pipe is no fault.
            usage(&error);
            return ExitCode::from(
                u8::try_from(error.exit_code()).unwrap_or(ExitStatus::Failed as u8),
            );
        }
    };
    match run(&cli) {
        Ok(ending) => ExitCode::from(ending as u8),
        Err(error) => {
            complain(&error, &Environment::terminal(cli.common.color));
            ExitCode::from(exit_status(&error))
        }
    }
}

/// Reads the arguments. On a terminal, those that a question replaces may be missing.
fn parse() -> Result<Cli, clap::Error> {
    if !can_ask() {
        return Cli::try_parse();
    }
    let mut command = without_required(Cli::command());
    let matches = command.try_get_matches_from_mut(std::env::args_os())?;
    Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// Shows the help, the version, or what is wrong with the arguments.
fn usage(error: &clap::Error) {
    let harmless = usage_text(error);
    if error.render().to_string() == harmless && !(error.use_stderr() && is_plain_asked_for()) {
        let _ = error.print();
    } else {
        write_error(&harmless);
    }
}

/// Whether the arguments ask for no colours, although they cannot be read.
fn is_plain_asked_for() -> bool {
    let arguments: Vec<_> = std::env::args_os().collect();
    let pairs = arguments.iter().zip(arguments.iter().skip(1));
    arguments.iter().any(|one| one == "--color=never")
        || pairs.into_iter().any(|(one, next)| one == "--color" && next == "never")
}

/// The error where the current folder cannot be read. Of one that is gone, the shell has the path.
fn not_here(error: io::Error) -> Error {
    if error.kind() != io::ErrorKind::NotFound {
        let what = |why: Message| {
            message!("cli.unreadable-folder", "the current folder cannot be read: {why}", why)
        };
        return Error::from(error).context(what);
    }
    let failure = Error::not_found(message!(
        "cli.folder-is-gone",
        "the folder that you are in is not there any more: it was moved or removed"
    ));
    let known = std::env::var_os("PWD").map(PathBuf::from).filter(|path| path.is_absolute());
    failure.hint(known.and_then(|gone| from_gone(&gone)).unwrap_or_else(|| {
        message!("cli.go-elsewhere", "go to a folder that is there, such as `cd ..`")
    }))
}

fn run(cli: &Cli) -> anyhow::Result<ExitStatus> {
    let environment = Environment::read(cli.common.color).map_err(not_here)?;
    let outcome = answer(cli, environment)?;
    cli.common.as_of.iter().filter_map(|asked| asked.note.as_ref()).for_each(say_note);
    write_error(&outcome.findings);
    outcome.notes.iter().for_each(say_note);
    if let Some(output) = &outcome.output {
        let file = cli.common.output.as_deref();
        let delivered = if outcome.is_raw {
            deliver_raw(file, output)
        } else {
            deliver(file, |out| out.write_all(output))
        };
        let untold = |why: Message| {
            message!(
                "files.written-untold",
                "the files are written; only what was to be told of it is lost: {why}",
                why
            )
        };
        delivered
            .map_err(|error| if outcome.has_written { error.context(untold) } else { error })?;
    }
    match outcome.failure {
        Some(failure) => Err(failure.into()),
        None => Ok(outcome.ending),
    }
}
