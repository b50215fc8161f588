//! The arguments of `get`.

use std::path::PathBuf;

use clap::Args;

/// Get a copy of the plans that a group shares
///
/// Copies them into a new folder, and lets git merge them by activity and field. On a terminal, it
/// asks which organization is yours. A folder with files in it is never touched.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Examples:
  workplan get https://example.org/group/plans.git
  workplan get git@example.org:group/plans.git our-plans
  workplan get --practice")]
pub(in crate::cli) struct Get {
    /// The address of the shared copy
    #[arg(value_name = "ADDRESS", required = true)]
    pub(in crate::cli) address: Option<String>,

    /// The new folder [default: called like the shared copy]
    #[arg(value_name = "FOLDER")]
    pub(in crate::cli) folder: Option<PathBuf>,

    /// Make a copy to practise with, which nobody else has
    #[arg(
        long,
        value_name = "FOLDER",
        num_args = 0..=1,
        default_missing_value = "practice",
        conflicts_with = "address"
    )]
    pub(in crate::cli) practice: Option<PathBuf>,
}
