//! `workplan lsp` of a program that was built without it.

use crate::cli::args::Common;
use crate::cli::args::lsp::Lsp;
use crate::cli::environment::Environment;
use crate::cli::output::CommandOutput;
use crate::diagnostic::message;
use crate::workspace::{Error, Result};

impl Lsp {
    pub(in crate::cli) fn run(&self, _: &Common, _: &Environment) -> Result<CommandOutput> {
        let what = message!("cli.no-lsp", "this program was built without the server for editors");
        Err(Error::usage(what))
    }
}
