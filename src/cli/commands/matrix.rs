//! `workplan matrix`: shows priorities against themes.

use clap::Args;

use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops;
use crate::workspace::Result;

/// Show priorities against cross-cutting themes, and where a theme is missing
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = "\
Formats: table, json, csv, markdown

Examples:
  workplan matrix
  workplan matrix 2023 --format markdown")]
pub(in crate::cli) struct Matrix {
    /// The plan's name [default: the plan that covers the day]
    plan: Option<String>,
}

impl Matrix {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let plans = &session.load()?;
        session.show(&ops::matrix(plans, self.plan.as_deref())?)
    }
}
