//! `workplan mine`: shows the user's open activities and milestones by urgency.

use clap::Args;

use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::{self, MineOptions};
use crate::workspace::Result;

/// Show your open activities and milestones, numbered, the most urgent first
///
/// In this order: overdue, due soon, late to start, waiting for others (an activity that it depends
/// on is open), later. `workplan me` says which organizations are yours.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = "\
Formats: table, json, csv, markdown

Examples:
  workplan mine
  workplan mine --owner iom
  workplan mine 2024 --as-of 2024-09-15 --owner iom --format csv")]
pub(in crate::cli) struct Mine {
    /// The plan's name [default: the plan that covers the day]
    plan: Option<String>,

    /// The items of another organization, by its id or short name
    #[arg(long, value_name = "ORG")]
    owner: Vec<String>,
}

impl Mine {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let plans = &session.load()?;
        let (plan, owners) = (self.plan.clone(), self.owner.clone());
        session.show(&ops::mine(plans, &MineOptions { plan, owners })?)
    }
}
