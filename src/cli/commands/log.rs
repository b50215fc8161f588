use clap::Args;

use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::{self, ActivityName};
use crate::workspace::Result;

/// Show one activity's story in git: who changed which field, and when
///
/// The newest change first. The story goes on through renames of the file, and where a file became
/// a folder. What is not committed yet is not in it: `workplan diff` shows that.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json, csv, markdown\n\nExamples:\n  workplan log 2.2 2024\n  workplan log 2024/1.4 --lineage        with the activity of the year before that it continues"
)]
pub(in crate::cli) struct Log {
    /// The activity's id, or plan/id
    id: String,

    /// The plan's name; otherwise the plan that holds the day
    plan: Option<String>,

    /// Go on with the activities of earlier plans that it continues
    #[arg(long)]
    lineage: bool,
}

impl Log {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let name = ActivityName::new(&self.id, self.plan.as_deref());
        session.show(&ops::log(session, &name, self.lineage)?)
    }
}
