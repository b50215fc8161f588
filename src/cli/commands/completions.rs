//! `workplan completions`: prints what a shell needs to complete commands.

use clap::{Args, ValueEnum};
use clap_complete::env::Shells;

use crate::cli::args::{Common, Format};
use crate::cli::output::CommandOutput;
use crate::workspace::{Error, Result};

/// The script for bash, which takes words apart at `=`.
const BASH: &str = include_str!("../complete/bash.sh");

/// Print a completion script for a shell
///
/// The script asks the program, so it completes the plans, activities and owners of your folder.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "To switch it on, add one line to the file that your shell reads at its start:\n  bash         ~/.bashrc                     source <(workplan completions bash)\n  zsh          ~/.zshrc, behind compinit     source <(workplan completions zsh)\n  fish         ~/.config/fish/config.fish    workplan completions fish | source\n  elvish       ~/.elvish/rc.elv              eval (workplan completions elvish | slurp)\n  PowerShell   $PROFILE                      workplan completions powershell | Out-String | Invoke-Expression\n\nExamples:\n  workplan completions bash\n  workplan completions zsh -o _workplan"
)]
pub(in crate::cli) struct Completions {
    /// The shell
    shell: Shell,
}

/// How the names of scripts of a shell end.
const ENDINGS: &[&str] = &["sh", "bash", "zsh", "fish", "elv", "ps1", "psm1"];

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
    Elvish,
}

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
        let shell = shells
            .completer(&name)
            .ok_or_else(|| Error::not_found(format!("there are no completions for {name}")))?;
        let mut script = Vec::new();
        shell.write_registration("COMPLETE", "workplan", "workplan", "workplan", &mut script)?;
        Ok(CommandOutput::done(String::from_utf8(script).map_err(Error::internal)?))
    }
}
