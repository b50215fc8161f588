//! The command line as a whole.

use clap::Parser;

use super::args::Common;
use super::commands::Command;

/// The version, and the revision that it was built from.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (", env!("WORKPLAN_BUILD"), ")");

/// Tracks a group's workplan: what is done, due and overdue, and who is responsible
///
/// Plans are YAML files in a folder called `workplans`. Without a command, `workplan` shows the
/// status of this year's plan.
#[derive(Debug, Parser)]
#[command(name = "workplan", bin_name = "workplan", version = VERSION, max_term_width = 100)]
#[command(subcommand_required = false, args_conflicts_with_subcommands = false)]
#[command(after_help = "\
Examples:
  workplan                      the status of this year's plan
  workplan overdue              what is late, and who is responsible
  workplan list --owner iom     what one organization owns
  workplan check                errors in the files")]
pub(super) struct Cli {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Option<Command>,
}
