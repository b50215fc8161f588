//! The arguments of `status`.

use clap::{Args, ValueEnum};

/// Show the status of a plan
///
/// The implementation rate and progress, against the target and what is expected by now; by
/// priority, theme and owner; and what is overdue.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = "\
Formats: table, json, csv, markdown

Examples:
  workplan status
  workplan status 2023
  workplan status --by owner
  workplan status --against v2024        what has become of the plan as it was then
  workplan status --all")]
pub(in crate::cli) struct Status {
    /// The plan's name [default: the plan that covers the day]
    pub(in crate::cli) plan: Option<String>,

    /// Show one breakdown: priority, theme or owner
    #[arg(long, value_name = "WHAT", hide_possible_values = true)]
    pub(in crate::cli) by: Option<ByArg>,

    /// Compare with that git revision instead of the plan's `baseline`
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) against: Option<String>,

    /// Show all plans, one row each
    #[arg(long, conflicts_with_all = ["plan", "by", "against"])]
    pub(in crate::cli) all: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum ByArg {
    Priority,
    Theme,
    Owner,
}
