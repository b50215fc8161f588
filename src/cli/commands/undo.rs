//! `workplan undo`: takes back the last edit.

use clap::Args;

use crate::cli::args::EDITING;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops;
use crate::workspace::Result;

/// Take back your last edit
///
/// Run it again to take back the edit before. It also works after the edit was shared: taking it
/// back is then a new edit. What others have changed since then stays; if somebody has changed the
/// same field, nothing is changed. Only edits that were made by this program in this folder count.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Formats: table, json

Examples:
  workplan undo
  workplan undo --list
  workplan undo --dry-run")]
pub(in crate::cli) struct Undo {
    /// Show the edits that can be taken back, newest first
    #[arg(long, conflicts_with = "dry_run")]
    list: bool,

    /// Show what would change, and write nothing
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
}

impl Undo {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let is_json = session.common.format(EDITING)?;
        let screen = &session.environment.out;
        if self.list {
            let journal = ops::undo_list(session)?;
            let text = if is_json { journal.json() } else { journal.terminal(screen) };
            return Ok(CommandOutput::done(text));
        }
        let undone = ops::undo(session, self.dry_run)?;
        let text = if is_json { undone.json() } else { undone.terminal(screen) };
        Ok(CommandOutput::done(text).after_writing(undone.written))
    }

    /// Whether nothing is written.
    pub(in crate::cli) fn only_looks(&self) -> bool {
        self.list || self.dry_run
    }
}
