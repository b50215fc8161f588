//! `workplan completions`: prints what a shell needs to complete commands.

use clap::ValueEnum;
use clap_complete::env::Shells;

use crate::cli::args::{Common, Completions, Format, Shell};
use crate::cli::output::CommandOutput;
use crate::diagnostic::message;
use crate::workspace::{Error, Result};

/// The script for bash, which takes words apart at `=`.
const BASH: &str = include_str!("../complete/bash.sh");

/// How the names of scripts of a shell end.
const ENDINGS: &[&str] = &["sh", "bash", "zsh", "fish", "elv", "ps1", "psm1"];

impl Completions {
    pub(in crate::cli) fn run(&self, common: &Common) -> Result<CommandOutput> {
        common.format_beside(&[(Format::Text, ())], ENDINGS)?;
        if matches!(self.shell, Shell::Bash) {
            return Ok(CommandOutput::done(BASH));
        }
        let name = self
            .shell
            .to_possible_value()
            .map_or_else(String::new, |value| value.get_name().to_owned());
        let shells = Shells::builtins();
        let shell = shells.completer(&name).ok_or_else(|| {
            Error::not_found(message!(
                "complete.unknown-shell",
                "there are no completions for {shell}",
                shell = &name
            ))
        })?;
        let mut script = Vec::new();
        shell.write_registration("COMPLETE", "workplan", "workplan", "workplan", &mut script)?;
        Ok(CommandOutput::done(String::from_utf8(script).map_err(Error::internal)?))
    }
}
