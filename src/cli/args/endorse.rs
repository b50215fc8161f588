//! The arguments of `endorse`.

use clap::Args;

/// Record that a plan was endorsed, and tag its state as the baseline
///
/// Shows what becomes a commitment, writes `endorsed` and `baseline`, and makes a git tag, which is
/// signed if git is set up to sign. On a terminal, it asks first.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Formats: table, json

Examples:
  workplan endorse 2024 --again --tag v2024-revised --dry-run
  workplan endorse 2024 --again --tag v2024-revised --date 2024-06-10")]
pub(in crate::cli) struct Endorse {
    /// The plan's name [default: the plan that covers the day]
    pub(in crate::cli) plan: Option<String>,

    /// The day of the endorsement [default: today, or the --as-of day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(in crate::cli) date: Option<String>,

    /// The name of the tag [default: v and the plan's name, such as v2024]
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) tag: Option<String>,

    /// Endorse a revised plan once more: its new state becomes the baseline
    #[arg(long)]
    pub(in crate::cli) again: bool,

    /// Show what would become a commitment, and write nothing
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
}
