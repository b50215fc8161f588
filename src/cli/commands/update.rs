//! `workplan update`: takes in what others did.

use clap::Args;

use crate::cli::args::Common;
use crate::cli::args::share::ShareArgs;
use crate::cli::environment::Environment;
use crate::cli::output::CommandOutput;
use crate::cli::sharing::shown;
use crate::ops;
use crate::workspace::Result;

/// Take in what others did
///
/// Brings the shared workplans to this folder and keeps your own changes, whether they are saved
/// or not: both are merged by activity and field. Nothing is sent; `workplan share` does that.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Formats: table, json

Examples:
  workplan update
  workplan update --dry-run")]
pub(in crate::cli) struct Update {
    #[command(flatten)]
    share: ShareArgs,
}

impl Update {
    pub(in crate::cli) fn run(
        &self,
        common: &Common,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        shown(ops::update, &self.share.options(), common, environment, "workplan update")
    }
}
