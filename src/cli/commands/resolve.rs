//! `workplan resolve`: finishes a merge at which git has stopped.

use clap::Args;

use crate::cli::args::{Common, Format};
use crate::cli::environment::Environment;
use crate::cli::output::CommandOutput;
use crate::diagnostic::Message;
use crate::ops::{self, ResolveOptions};
use crate::render::{resolved_files_lines, resolved_files_text};
use crate::workspace::Result;

/// Finish a merge that stopped with conflicts
///
/// After `git merge`, `git rebase`, `git cherry-pick` or `git stash pop` stopped with conflicts,
/// `resolve` merges the files of the workplans folder by activity and field. If one side split a
/// plan, changes of the other side go to the new files. Merged files are added to git's index; then
/// commit, or run `git rebase --continue`.
#[derive(Clone, Debug, Args)]
#[command(after_help = "Examples:\n  workplan resolve\n  workplan resolve --dry-run")]
pub(in crate::cli) struct Resolve {
    /// Show what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

impl Resolve {
    pub(in crate::cli) fn run(
        &self,
        common: &Common,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        common.format(&[(Format::Text, ())])?;
        let options = ResolveOptions { dry_run: self.dry_run };
        let files = ops::resolve(&common.options(environment), options)?;
        let mut output = CommandOutput::done(resolved_files_text(&files))
            .found_if(files.has_open())
            .after_writing(files.is_written);
        output.notes = resolved_files_lines(&files).into_iter().map(Message::verbatim).collect();
        Ok(output)
    }
}
