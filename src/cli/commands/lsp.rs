//! `workplan lsp`: the server for editors.

use crate::cli::args::Common;
use crate::cli::args::lsp::Lsp;
use crate::cli::ask::can_ask;
use crate::cli::environment::{Environment, today};
use crate::cli::output::{CommandOutput, ExitStatus};
use crate::diagnostic::message;
use crate::lsp::{self, Start};
use crate::workspace::{Error, Result, leave_out_at, unwatched};

impl Lsp {
    pub(in crate::cli) fn run(
        &self,
        common: &Common,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        if can_ask() || common.chooses_output() {
            let what = message!(
                "cli.lsp-is-for-an-editor",
                "an editor starts `workplan lsp`, and reads its messages from standard output"
            );
            return Err(Error::usage(what).hint(message!(
                "cli.check-is-the-list",
                "`workplan check` lists the findings here"
            )));
        }
        if common.at.is_some() {
            let what = message!("cli.lsp-at", "an editor shows the files as they are");
            return Err(Error::usage(what).hint(leave_out_at()));
        }
        let mut options = common.options(environment);
        options.notify = |_| {};
        options.progress = unwatched;
        let is_orderly = lsp::run(Start { options, today })?;
        let ending = if is_orderly { ExitStatus::Done } else { ExitStatus::Found };
        Ok(CommandOutput { ending, ..CommandOutput::default() })
    }
}
