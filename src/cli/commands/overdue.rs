//! `workplan overdue`: shows what is overdue.

use clap::Args;

use crate::cli::args::FilterArgs;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::{self, DueOptions};
use crate::workspace::Result;

/// Show what is overdue: activities and milestones, the longest overdue first
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = "\
Formats: table, json, csv, markdown

Examples:
  workplan overdue
  workplan overdue --owner iom
  workplan overdue --fail    (ends with 1 if anything is overdue)")]
pub(in crate::cli) struct Overdue {
    /// The plan's name [default: the plan that covers the day]
    plan: Option<String>,

    /// Exit with status 1 if anything is overdue
    #[arg(long)]
    fail: bool,

    #[command(flatten)]
    filter: FilterArgs,
}

impl Overdue {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let plans = &session.load()?;
        let (plan, selection) = (self.plan.clone(), self.filter.selection());
        let report = ops::overdue(plans, &DueOptions { plan, selection, within: None })?;
        Ok(session.show(&report)?.found_if(self.fail && !report.items.is_empty()))
    }
}
