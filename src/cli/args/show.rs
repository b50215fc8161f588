//! The arguments of `show`.

use clap::Args;

/// Show everything about one activity
///
/// Includes what it waits for, what waits for it, and its lineage over the years.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json, csv, markdown\n\nExamples:\n  workplan show 1.4\n  workplan show 2023/C.5"
)]
pub(in crate::cli) struct Show {
    /// The activity's id, or plan/id
    #[arg(required = true)]
    pub(in crate::cli) id: Option<String>,

    /// The plan's name [default: the plan that covers the day]
    pub(in crate::cli) plan: Option<String>,
}
