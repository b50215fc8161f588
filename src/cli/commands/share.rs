//! `workplan share`: sends the user's changes to the others, and takes in theirs.

use clap::Args;

use crate::cli::args::Common;
use crate::cli::args::share::ShareArgs;
use crate::cli::environment::Environment;
use crate::cli::output::CommandOutput;
use crate::cli::sharing::shown;
use crate::ops::{self, ShareOptions};
use crate::workspace::Result;

/// Send your changes to the others, and take in theirs
///
/// Checks the workplans, saves your changes to them, merges the changes of others by activity and
/// field, and sends the result. Other files stay as they are, and nothing is ever overwritten: if
/// both sides changed the same field, you are asked. Run it again after an interruption.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Formats: table, json

Examples:
  workplan share
  workplan share 'Handbook approved by all members'
  workplan share --dry-run")]
pub(in crate::cli) struct Share {
    /// What you did, in your words [default: made from the changes]
    #[arg(value_name = "MESSAGE")]
    message: Option<String>,

    #[command(flatten)]
    share: ShareArgs,
}

impl Share {
    pub(in crate::cli) fn run(
        &self,
        common: &Common,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        let options = ShareOptions { message: self.message.clone(), ..self.share.options() };
        shown(ops::share, &options, common, environment, "workplan share")
    }
}
