//! The arguments of `share` and `update`.

use clap::Args;

use crate::ops::{KeptSide, ShareOptions};

/// Flags that both have.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct ShareArgs {
    /// Where both sides changed the same, keep yours
    #[arg(long, conflicts_with = "theirs")]
    ours: bool,

    /// Where both sides changed the same, take theirs
    #[arg(long)]
    theirs: bool,

    /// The shared copy, by its name in git [default: the one that the branch follows, or origin]
    #[arg(long, value_name = "NAME")]
    remote: Option<String>,

    /// Show what would be done, and change nothing
    #[arg(long)]
    dry_run: bool,
}

impl ShareArgs {
    pub(in crate::cli) fn options(&self) -> ShareOptions {
        let side = match (self.ours, self.theirs) {
            (true, _) => Some(KeptSide::Ours),
            (_, true) => Some(KeptSide::Theirs),
            _ => None,
        };
        let (remote, dry_run) = (self.remote.clone(), self.dry_run);
        ShareOptions { message: None, remote, side, dry_run }
    }
}
