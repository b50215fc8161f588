//! `workplan man`: writes the manual pages into a folder.

use std::path::PathBuf;

use clap::{Args, Command};

use crate::cli::args::{Common, Format};
use crate::cli::environment::Environment;
use crate::cli::man_pages::man_pages;
use crate::cli::output::CommandOutput;
use crate::diagnostic::message;
use crate::ops;
use crate::text::{clean_line, path_text};
use crate::workspace::Result;

/// Write the manual pages into a folder
///
/// One page for the program and one for each command: `workplan.1`, `workplan-status.1` and so on.
/// `man -l FILE` shows a page.
#[derive(Clone, Debug, Args)]
#[command(after_help = "Examples:\n  workplan man man1")]
pub(in crate::cli) struct Man {
    /// The folder; it is created if needed
    dir: PathBuf,
}

impl Man {
    pub(in crate::cli) fn run(
        &self,
        common: &Common,
        program: Command,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        common.format(&[(Format::Text, ())])?;
        let files = man_pages(program, environment.today)?;
        let written = ops::write_set(&environment.folder, &self.dir, files)?;
        let name = path_text(&self.dir);
        let told = message!(
            "cli.man-pages-written",
            "{pages} pages are in {folder}",
            pages = written.len(),
            folder = clean_line(&name)
        );
        Ok(CommandOutput::done(format!("{told}\n")).after_writing(true))
    }
}
