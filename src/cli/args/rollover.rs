//! The arguments of `rollover`.

use clap::{Args, ValueEnum};

use crate::ops::RolloverOptions;

/// Write next year's plan
///
/// Activities that are planned, ongoing, on hold or postponed are carried over as written, with
/// their comments. Completed and cancelled ones are not. The old plan does not change.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Formats: table, json

Examples:
  workplan rollover 2024 --dry-run
  workplan rollover 2024 --to 2025
  workplan rollover 2024 --to 2025 --update          what has been left open since, and nothing else
  workplan rollover 2024 --to next --dates keep --map 1=field")]
pub(in crate::cli) struct Rollover {
    /// The old plan's name [default: the plan that covers the day]
    pub plan: Option<String>,

    /// The new plan's name [default: the old name with the next year]
    #[arg(long, value_name = "NAME")]
    pub to: Option<String>,

    /// Move the dates of activities with the period, or keep them
    #[arg(long, value_name = "HOW", default_value = "shift", hide_default_value = true)]
    pub dates: Dates,

    /// Add what an existing plan does not continue yet
    #[arg(long)]
    pub update: bool,

    /// Carry activities of the priority OLD over to the priority NEW
    #[arg(long, value_name = "OLD=NEW")]
    pub map: Vec<String>,

    /// Show what would be written, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Dates {
    Shift,
    Keep,
}

impl Rollover {
    /// What is asked for.
    pub(in crate::cli) fn options(&self) -> RolloverOptions {
        RolloverOptions {
            plan: self.plan.clone(),
            to: self.to.clone(),
            keep_dates: self.dates == Dates::Keep,
            update: self.update,
            map: self.map.clone(),
            dry_run: self.dry_run,
        }
    }
}
