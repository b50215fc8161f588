//! `workplan lsp`: the server for editors.

use crate::cli::args::Common;
use crate::cli::args::lsp::Lsp;
use crate::cli::environment::{Environment, today};
use crate::cli::output::{CommandOutput, ExitStatus};
use crate::lsp::{self, Start};
use crate::workspace::{Result, unwatched};

impl Lsp {
    pub(in crate::cli) fn run(
        &self,
        common: &Common,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        let mut options = common.options(environment);
        options.notify = |_| {};
        options.progress = unwatched;
        let is_orderly = lsp::run(Start { options, today })?;
        let ending = if is_orderly { ExitStatus::Done } else { ExitStatus::Found };
        Ok(CommandOutput { ending, ..CommandOutput::default() })
    }
}
