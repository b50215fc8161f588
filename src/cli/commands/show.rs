//! `workplan show`: shows everything about one activity.

use clap::Args;

use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::{self, ActivityName};
use crate::workspace::Result;

/// Show everything about one activity
///
/// Includes what it waits for, what waits for it, and its lineage over the years.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json, csv, markdown\n\nExamples:\n  workplan show 1.4\n  workplan show 2023/C.5"
)]
pub(in crate::cli) struct Show {
    /// The activity's id, or plan/id
    id: String,

    /// The plan's name [default: the plan that covers the day]
    plan: Option<String>,
}

impl Show {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let plans = &session.load()?;
        let name = ActivityName::new(&self.id, self.plan.as_deref());
        session.show(&ops::show(plans, &name)?)
    }
}
