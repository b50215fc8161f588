//! `workplan board`: one screen in the terminal.

use std::io::IsTerminal;

use crate::board::{self, Start};
use crate::cli::args::Common;
use crate::cli::args::board::Board;
use crate::cli::environment::{Environment, today};
use crate::cli::output::CommandOutput;
use crate::diagnostic::message;
use crate::ops::BoardOptions;
use crate::workspace::{Error, Result};

impl Board {
    pub(in crate::cli) fn run(
        &self,
        common: &Common,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let is_screen = environment.out.width.is_some() && std::io::stdin().is_terminal();
        if is_dumb || !is_screen || common.output.is_some() || common.format.is_some() {
            let what = message!(
                "cli.board-needs-terminal",
                "the board needs a terminal for its input and its output"
            );
            return Err(Error::usage(what).hint(message!(
                "cli.mine-is-the-list",
                "`workplan mine` lists the same, numbered"
            )));
        }
        board::run(Start {
            options: common.options(environment),
            board: BoardOptions { plan: self.plan.clone(), owners: self.owner.clone() },
            color: environment.out.color,
            today,
        })?;
        Ok(CommandOutput::default())
    }
}
