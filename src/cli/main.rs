use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use clap::{CommandFactory, Parser};

use super::args::ColorWhen;
use super::command::Command;
use super::complete;
use super::environment::Environment;
use super::failure::{Failure, Refused};
use super::help;
use super::line::Cli;
use super::outcome::{Ending, Outcome};
use crate::store;
use crate::text::{clean, clean_line};

/// Runs the program: arguments in, output and exit status out.
pub fn main() -> ExitCode {
    if complete::answered() {
        return ExitCode::SUCCESS;
    }
    let cli = match Cli::try_parse().or_else(help::asked_for) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to standard output and end in 0, wrong usage ends in 2. A closed pipe is nobody's fault.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(Ending::Failed as u8));
        }
    };
    let ending = match run(&cli) {
        Ok(ending) => ending,
        Err(error) => {
            complain(&error);
            Ending::Failed
        }
    };
    ExitCode::from(ending as u8)
}

fn run(cli: &Cli) -> anyhow::Result<Ending> {
    let environment = Environment::read(cli.common.color).context("the current folder cannot be read")?;
    let outcome = answer(cli, environment)?;
    for note in &outcome.notes {
        say(note);
    }
    deliver(&outcome, cli.common.output.as_deref())?;
    Ok(outcome.ending)
}

fn answer(cli: &Cli, mut environment: Environment) -> anyhow::Result<Outcome> {
    if cli.common.output.is_some() {
        environment.out.width = None;
        environment.out.color &= cli.common.color == ColorWhen::Always;
    }
    let standing = Command::default();
    cli.command.as_ref().unwrap_or(&standing).run(&cli.common, environment, Cli::command)
}

fn deliver(outcome: &Outcome, file: Option<&Path>) -> anyhow::Result<()> {
    let bytes = &outcome.output;
    if let Some(file) = file {
        return store::write_whole(file, bytes).with_context(|| format!("{} cannot be written", file.display()));
    }
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        // Whoever reads has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.context("the output cannot be written"),
    }
}

fn complain(error: &anyhow::Error) {
    if let Some(Refused(findings)) = error.downcast_ref::<Refused>() {
        return write_error(findings);
    }
    let causes: Vec<String> = error.chain().map(|cause| clean_line(&cause.to_string()).into_owned()).collect();
    say(&format!("error: {}", causes.join(": ")));
    for help in Failure::help_for(error) {
        say(&format!("help: {help}"));
    }
}

fn say(line: &str) {
    write_error(&format!("{}\n", clean(line)));
}

/// Standard error may be closed; there is nobody left to tell.
fn write_error(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
