//! `workplan mcp`: answers assistants by the Model Context Protocol.

use clap::Args;

use crate::cli::args::Common;
use crate::cli::ask::can_ask;
use crate::cli::environment::Environment;
use crate::cli::mcp::{Server, serve};
use crate::cli::output::{CommandOutput, converse};
use crate::cli::program::Program;
use crate::diagnostic::message;
use crate::workspace::{Error, Result};

/// Answer an assistant, which starts this by the Model Context Protocol
///
/// The assistant asks on standard input and gets the JSON of the commands on standard output, a
/// message a line. Its edits are proposals: it gets to see what would change, and nothing is
/// written. With --allow-edits they are made as by the commands, and `undo` takes them back.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = "\
In the settings of the assistant, the command is `workplan` and its argument `mcp`.

Examples:
  workplan mcp
  workplan mcp --dir /home/ada/plans/workplans
  workplan mcp --allow-edits")]
pub(in crate::cli) struct Mcp {
    /// Let the assistant edit the plans
    #[arg(long)]
    allow_edits: bool,
}

impl Mcp {
    pub(in crate::cli) fn run(
        &self,
        common: &Common,
        environment: &Environment,
        program: &Program,
    ) -> Result<CommandOutput> {
        if can_ask() || common.chooses_output() {
            let what = message!(
                "mcp.is-for-an-assistant",
                "an assistant starts `workplan mcp`, and reads its messages from standard output"
            );
            return Err(Error::usage(what).hint(message!(
                "mcp.how-to-set-up",
                "in the settings of the assistant, name the command `workplan` with the argument `mcp`"
            )));
        }
        let server = Server::new(self.allow_edits, common, environment, program);
        let mut read = Ok(());
        converse(|out| serve(&server, &mut std::io::stdin().lock(), out, &mut read))?;
        read?;
        Ok(CommandOutput::default())
    }
}
