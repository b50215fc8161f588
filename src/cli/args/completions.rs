//! The arguments of `completions`.

use clap::{Args, ValueEnum};

/// Print a completion script for a shell
///
/// The script asks the program, so it completes the plans, activities and owners of your folder.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
To switch it on, add one line to the file that your shell reads at its start:
  bash         ~/.bashrc                     source <(workplan completions bash)
  zsh          ~/.zshrc, behind compinit     source <(workplan completions zsh)
  fish         ~/.config/fish/config.fish    workplan completions fish | source
  elvish       ~/.elvish/rc.elv              eval (workplan completions elvish | slurp)
  PowerShell   $PROFILE                      workplan completions powershell | Out-String | Invoke-Expression

Examples:
  workplan completions bash
  workplan completions zsh -o _workplan")]
pub(in crate::cli) struct Completions {
    /// The shell
    pub(in crate::cli) shell: Shell,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
    Elvish,
}
