use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Command, CommandFactory};
use clap_mangen::Man as Page;

use crate::cli::args::Cli;
use crate::cli::environment::Environment;
use crate::cli::outcome::Outcome;
use crate::store;

/// Write the manual pages into a folder
///
/// One page for the program and one for each command: `workplan.1`, `workplan-status.1` and so on. `man -l` shows a page
/// wherever it lies.
#[derive(Clone, Debug, Args)]
#[command(after_help = "Examples:\n  workplan man man1")]
pub(in crate::cli) struct Man {
    /// The folder; it is made if it is not there
    dir: PathBuf,
}

impl Man {
    pub(in crate::cli) fn run(&self, environment: &Environment) -> anyhow::Result<Outcome> {
        let folder = environment.folder.join(&self.dir);
        store::make_folder(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let mut program = Cli::command().disable_help_subcommand(true);
        program.build();
        let day = environment.today.to_string();
        let commands = program.get_subcommands().filter(|command| !command.is_hide_set());
        let page = |command: &Command| Page::new(command.clone()).date(&day).manual("workplan");
        let pages: Vec<Page> = std::iter::once(&program).chain(commands).map(page).collect();
        for page in &pages {
            let mut roff = Vec::new();
            page.render(&mut roff)?;
            let path = folder.join(page.get_filename());
            store::write_whole(&path, tidy(&String::from_utf8(roff)?).as_bytes())
                .with_context(|| format!("{} cannot be written", path.display()))?;
        }
        Ok(Outcome::done(format!("{} pages are in {}\n", pages.len(), self.dir.display())))
    }
}

/// With one sign for an empty line, where the maker of the pages writes a line break, an empty line and a line break.
fn tidy(roff: &str) -> String {
    roff.replace(".br\n\n.br\n", ".sp\n")
}
