//! `workplan completions`: prints what a shell needs to complete commands.

use crate::cli::args::{Common, Completions, Format};
use crate::cli::complete::script;
use crate::cli::output::CommandOutput;
use crate::workspace::Result;

/// How the names of scripts of a shell end.
const ENDINGS: &[&str] = &["sh", "bash", "zsh", "fish", "elv", "ps1", "psm1"];

impl Completions {
    pub(in crate::cli) fn run(&self, common: &Common) -> Result<CommandOutput> {
        common.format_beside(&[(Format::Text, ())], ENDINGS)?;
        Ok(CommandOutput::done(script(self.shell)?))
    }
}
