use clap::{Args, ValueEnum};

use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::{self, StatusOptions};
use crate::report::BreakdownBy;
use crate::workspace::Result;

/// Show the status of a plan
///
/// The implementation rate and progress, against the target and what is expected by now; by
/// priority, theme and owner; and what is overdue.
#[derive(Clone, Debug, Default, Args)]
#[command(
    after_help = "Formats: table, json, csv, markdown\n\nExamples:\n  workplan status\n  workplan status 2023\n  workplan status --by owner\n  workplan status --against v2024        what has become of the plan as it was then\n  workplan status --all"
)]
pub(in crate::cli) struct Status {
    /// The plan's name [default: the plan that covers the day]
    plan: Option<String>,

    /// Show one breakdown: priority, theme or owner
    #[arg(long, value_name = "WHAT", hide_possible_values = true)]
    by: Option<ByArg>,

    /// Compare with that git revision instead of the plan's `baseline`
    #[arg(long, value_name = "REV")]
    against: Option<String>,

    /// Show all plans, one row each
    #[arg(long, conflicts_with_all = ["plan", "by", "against"])]
    all: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ByArg {
    Priority,
    Theme,
    Owner,
}

impl Status {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let plans = &session.load()?;
        if self.all {
            return session.show(&ops::status_of_all(plans)?);
        }
        let by = self.by.map(|by| match by {
            ByArg::Priority => BreakdownBy::Priority,
            ByArg::Theme => BreakdownBy::Theme,
            ByArg::Owner => BreakdownBy::Owner,
        });
        let options = StatusOptions { plan: self.plan.clone(), by, against: self.against.clone() };
        session.show(&ops::status(plans, &options)?)
    }
}
