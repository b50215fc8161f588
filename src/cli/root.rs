use clap::Parser;

use super::args::Common;
use super::commands::Command;

/// The version, and the revision that it was built from.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (", env!("WORKPLAN_BUILD"), ")");

/// Says where a group's workplan stands: what is done, what is due, what is overdue, and who owes
/// it
///
/// The plans are YAML files in a folder called `workplans`. Without a command, `workplan` shows
/// where this year's plan stands.
#[derive(Debug, Parser)]
#[command(name = "workplan", version = VERSION, max_term_width = 100, subcommand_required = false, args_conflicts_with_subcommands = false)]
#[command(
    after_help = "Examples:\n  workplan                      where this year's plan stands\n  workplan overdue              what is late, and whose it is\n  workplan list --owner iom     what one organization does\n  workplan check                what is wrong with the files"
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Option<Command>,
}
