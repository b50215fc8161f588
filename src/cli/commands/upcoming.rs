//! `workplan upcoming`: shows what is due next.

use clap::Args;

use crate::cli::args::{FilterArgs, days};
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::{self, DueOptions};
use crate::workspace::Result;

/// Show what is due next: activities and milestones, the nearest first
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = "\
Formats: table, json, csv, markdown

Examples:
  workplan upcoming
  workplan upcoming --within 90d
  workplan upcoming --mine")]
pub(in crate::cli) struct Upcoming {
    /// The plan's name [default: the plan that covers the day]
    plan: Option<String>,

    /// How many days to look ahead [default: `soon` in config.yaml, 30]
    #[arg(long, value_name = "DAYS", value_parser = days)]
    within: Option<u32>,

    #[command(flatten)]
    filter: FilterArgs,
}

impl Upcoming {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let plans = &session.load()?;
        let (plan, selection) = (self.plan.clone(), self.filter.selection());
        session.show(&ops::upcoming(plans, &DueOptions { plan, selection, within: self.within })?)
    }
}
