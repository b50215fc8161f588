//! `workplan board` of a program that was built without it.

use crate::cli::args::Common;
use crate::cli::args::board::Board;
use crate::cli::environment::Environment;
use crate::cli::output::CommandOutput;
use crate::diagnostic::message;
use crate::workspace::{Error, Result};

impl Board {
    pub(in crate::cli) fn run(&self, _: &Common, _: &Environment) -> Result<CommandOutput> {
        let what = message!("cli.no-board", "this program was built without the board");
        Err(Error::usage(what)
            .hint(message!("cli.mine-instead", "`workplan mine` lists the same, numbered")))
    }
}
