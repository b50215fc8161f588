//! `workplan me`: says who you are in this clone.

use clap::Args;

use crate::cli::args::EDITING;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::{self, MeChange};
use crate::workspace::Result;

/// Say which organization is yours, or show it
///
/// `mine`, `board` and --mine show what it owns. Without a choice, the email of your git settings
/// is looked up among the focal points. The choice stays on this computer, for this folder.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Formats: table, json

Examples:
  workplan me
  workplan me iom
  workplan me --forget")]
pub(in crate::cli) struct Me {
    /// Your organizations: ids or short names
    #[arg(value_name = "ORGANIZATION")]
    organizations: Vec<String>,

    /// Forget the choice: your email decides again
    #[arg(long, conflicts_with = "organizations")]
    forget: bool,
}

impl Me {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let is_json = session.common.format(EDITING)?;
        let change = match (self.forget, self.organizations.as_slice()) {
            (true, _) => MeChange::Forget,
            (false, []) => MeChange::Keep,
            (false, words) => MeChange::Choose(words.to_vec()),
        };
        let me = ops::me(&session.load()?, &change)?;
        let has_written = change != MeChange::Keep;
        let text = if is_json { me.json() } else { me.terminal() };
        Ok(CommandOutput::done(text).after_writing(has_written))
    }
}
