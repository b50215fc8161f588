//! The program as a whole, for the commands that describe it, or that run others within it.

use std::ffi::OsString;

use super::environment::Environment;

/// The program as a whole.
pub(super) struct Program {
    /// Returns the complete command line.
    pub describe: fn() -> clap::Command,
    /// Runs a command with these arguments, the name of the program first.
    pub run: fn(&[OsString], &Environment) -> Answered,
}

/// The answer of a command that was run within another one.
#[derive(Debug, Default)]
pub(super) struct Answered {
    /// The text that the command would write to standard output.
    pub output: Option<String>,
    /// The text that it would write to standard error.
    pub said: String,
    /// Whether it would exit with status 2.
    pub has_failed: bool,
}
