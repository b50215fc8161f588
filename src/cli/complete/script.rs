//! The script by which a shell asks the program what can come next.

use clap::ValueEnum;
use clap_complete::env::Shells;

use crate::cli::args::Shell;
use crate::diagnostic::message;
use crate::workspace::{Error, Result};

/// The script for bash, which takes words apart at `=`.
const BASH: &str = include_str!("bash.sh");
/// Without this, zsh would complete nothing the first time that it loads the script from a file.
const ZSH_FIRST: &str = "\nif [[ $funcstack[1] = _workplan ]]; then\n    \
                         _clap_dynamic_completer_workplan\nfi\n";

/// Returns the script for a shell.
///
/// # Errors
/// If there is none.
pub(in crate::cli) fn script(shell: Shell) -> Result<String> {
    if matches!(shell, Shell::Bash) {
        return Ok(BASH.to_owned());
    }
    let name =
        shell.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned());
    let shells = Shells::builtins();
    let completer = shells.completer(&name).ok_or_else(|| {
        Error::not_found(message!(
            "complete.unknown-shell",
            "there are no completions for {shell}",
            shell = &name
        ))
    })?;
    let mut script = Vec::new();
    completer.write_registration("COMPLETE", "workplan", "workplan", "workplan", &mut script)?;
    let mut script = String::from_utf8(script).map_err(Error::internal)?;
    if matches!(shell, Shell::Zsh) {
        script += ZSH_FIRST;
    }
    Ok(script)
}
