//! The arguments of `setup`.

use clap::{Args, ValueEnum};

use super::Shell;
use crate::report::SetupPart;

/// Set up completion, manual pages, git's merge and editors
///
/// On a terminal, it shows what is there and asks for each part. If you name parts, they are
/// written without a question. An existing file that it has not written is never overwritten.
/// `--undo` takes back what it wrote, unless it was changed since.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Parts:
  completion   The tab key completes commands, plans and activities in your shell
  manual       `man workplan` shows the manual
  merge        Git merges plans by activity and field, in this clone
  editor       Editors know the keys of a plan, in this workplans folder

Examples:
  workplan setup --dry-run
  workplan setup completion manual
  workplan setup --undo")]
pub(in crate::cli) struct Setup {
    /// The parts; without them, it asks
    #[arg(value_name = "PART")]
    pub(in crate::cli) parts: Vec<Part>,

    /// All parts
    #[arg(long, conflicts_with = "parts")]
    pub(in crate::cli) all: bool,

    /// The shell for the completion [default: yours]
    #[arg(long, value_name = "SHELL")]
    pub(in crate::cli) shell: Option<Shell>,

    /// Take back what was written, of the parts or of all
    #[arg(long)]
    pub(in crate::cli) undo: bool,

    /// Show what would be written, and write nothing
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
}

/// A part, as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Part {
    /// The completion of your shell
    Completion,
    /// The manual pages
    Manual,
    /// Git's merge driver in this clone
    Merge,
    /// The schemas for editors in this workplans folder
    Editor,
}

impl Setup {
    /// The parts that are named; none if it is to be asked.
    pub(in crate::cli) fn named(&self) -> Vec<SetupPart> {
        if self.all {
            return SetupPart::ALL.to_vec();
        }
        let is_named = |part: &SetupPart| {
            let typed = match part {
                SetupPart::Completion => Part::Completion,
                SetupPart::Manual => Part::Manual,
                SetupPart::Merge => Part::Merge,
                SetupPart::Editor => Part::Editor,
            };
            self.parts.contains(&typed)
        };
        SetupPart::ALL.into_iter().filter(is_named).collect()
    }
}
