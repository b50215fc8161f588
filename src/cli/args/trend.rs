//! The arguments of `trend`.

use clap::{Args, ValueEnum};

/// Show the figures of a plan over time, from its git history
///
/// By commit: each commit that changed the plan, as of its own day. By week or month: the last
/// commit of each, as of its last day. Of merges, only the first parents count: the history of the
/// main branch.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Formats: table, json, csv, markdown, svg

Examples:
  workplan trend 2024
  workplan trend 2024 --every week --format csv
  workplan trend 2024 --every commit --format json
  workplan trend 2024 --format svg -o burn-up.svg")]
pub(in crate::cli) struct Trend {
    /// The plan's name [default: the plan that covers the day]
    pub(in crate::cli) plan: Option<String>,

    /// A point for each commit, week or month
    #[arg(long, value_name = "WHAT", default_value = "month", hide_default_value = true)]
    pub(in crate::cli) every: EveryArg,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum EveryArg {
    Commit,
    Week,
    Month,
}
