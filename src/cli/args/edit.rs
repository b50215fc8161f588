//! Flags that every edit has.

use clap::Args;

use crate::ops::SeenItem;

/// Flags that every edit has.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct EditArgs {
    /// The plan's name [default: the plan that covers the day, if it has the id]
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,

    /// Show what would change, as a unified diff, and write nothing
    #[arg(long)]
    pub dry_run: bool,

    /// What the questions before the edit have shown.
    #[arg(skip)]
    pub seen: Vec<SeenItem>,
}
