//! `workplan me`: says who you are in this clone.

use clap::Args;

use crate::cli::args::EDITING;
use crate::cli::ask::{can_ask, say};
use crate::cli::asked_me::chosen;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::diagnostic::Message;
use crate::ops::{self, MeChange};
use crate::workspace::{ErrorKind, Result};

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
        let plans = &session.load()?;
        let is_asked = change == MeChange::Keep && !is_json && can_ask();
        let (me, has_written) = match ops::me(plans, &change) {
            Err(why) if is_asked && why.kind() == ErrorKind::NotFound => {
                say(&Message::verbatim(why.to_string()));
                (chosen(plans)?.ok_or(why)?, true)
            }
            me => (me?, change != MeChange::Keep),
        };
        let text = if is_json { me.json() } else { me.terminal() };
        Ok(CommandOutput::done(text).after_writing(has_written))
    }
}
