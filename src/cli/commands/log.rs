//! `workplan log`: shows the history of an activity.

use clap::Args;

use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::{self, ActivityName};
use crate::workspace::Result;

/// Show the history of an activity: who changed which field, and when
///
/// The newest change comes first. Renames of the file are followed, also from a file to a folder.
/// Uncommitted changes are not included: see `workplan diff`.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Formats: table, json, csv, markdown

Examples:
  workplan log 2.2 2024
  workplan log 2024/1.4 --lineage        with the activity of the year before that it continues")]
pub(in crate::cli) struct Log {
    /// The activity's id, or plan/id
    id: String,

    /// The plan's name [default: the plan that covers the day]
    plan: Option<String>,

    /// Include the activities of earlier plans that it continues
    #[arg(long)]
    lineage: bool,
}

impl Log {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let name = ActivityName::new(&self.id, self.plan.as_deref());
        session.show(&ops::log(session, &name, self.lineage)?)
    }
}
