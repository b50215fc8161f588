//! The arguments of `board`.

use clap::Args;

/// Work on your items on one screen: read, record, search, filter
///
/// Your open activities and milestones come first, then everybody's, the priorities, the matrix and
/// what has changed. The keys are shown at the bottom; each makes the edit of the command of that
/// name. The board needs a terminal; `workplan mine` is the same as a list.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = "\
Examples:
  workplan board
  workplan board 2024 --owner iom")]
pub(in crate::cli) struct Board {
    /// The plan's name [default: the plan that covers the day]
    pub(in crate::cli) plan: Option<String>,

    /// Begin with the items of another organization, by its id or short name
    #[arg(long, value_name = "ORG")]
    pub(in crate::cli) owner: Vec<String>,
}
