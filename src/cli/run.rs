//! From a command line to its answer: for `main`, and for a command that runs others.

use std::ffi::OsString;

use clap::{CommandFactory, Parser};

use super::color_when::ColorWhen;
use super::commands::Command;
use super::environment::Environment;
use super::output::{CommandOutput, ExitStatus, complaint, note_line};
use super::program::{Answered, Program};
use super::root::Cli;
use crate::text::{Break, clean, harmless_in_log};
use crate::workspace::Result;

/// The program as a whole.
const PROGRAM: Program = Program { describe: Cli::command, run: run_within };

/// Runs the command that is asked for.
pub(super) fn answer(cli: &Cli, mut environment: Environment) -> Result<CommandOutput> {
    if cli.common.output.is_some() {
        environment.out.width = None;
        environment.out.color &= cli.common.color == ColorWhen::Always;
    }
    let standing = Command::default();
    cli.command.as_ref().unwrap_or(&standing).run(&cli.common, &environment, &PROGRAM)
}

/// Returns what is wrong with the arguments, as it is shown. A shell may have put names of files
/// among these.
pub(super) fn usage_text(error: &clap::Error) -> String {
    harmless_in_log(&clean(&error.render().to_string()), Break::Space).into_owned()
}

/// Runs a command, and returns what `main` would write.
fn run_within(words: &[OsString], environment: &Environment) -> Answered {
    let failed = |said: String| Answered { output: None, said, has_failed: true };
    let cli = match Cli::try_parse_from(words) {
        Ok(cli) => cli,
        Err(error) => return failed(usage_text(&error)),
    };
    let complaint = |error| complaint(&anyhow::Error::from(error), &environment.err);
    let outcome = match answer(&cli, environment.clone()) {
        Ok(outcome) => outcome,
        Err(error) => return failed(harmless(&complaint(error))),
    };
    let understood = cli.common.as_of.iter().filter_map(|asked| asked.note.as_ref());
    let mut said: String = understood.map(note_line).collect();
    said += &outcome.findings;
    said.extend(outcome.notes.iter().map(note_line));
    let has_failed = outcome.failure.is_some() || outcome.ending == ExitStatus::Failed;
    said.extend(outcome.failure.map(complaint));
    let output = outcome.output.map(|bytes| harmless(&String::from_utf8_lossy(&bytes)));
    Answered { output, said: harmless(&said), has_failed }
}

fn harmless(text: &str) -> String {
    harmless_in_log(text, Break::Space).into_owned()
}
