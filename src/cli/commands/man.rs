use std::path::PathBuf;

use clap::{Args, Command};
use clap_mangen::Man as Page;

use crate::cli::args::{Common, Format};
use crate::cli::environment::Environment;
use crate::cli::output::CommandOutput;
use crate::store;
use crate::text::clean_line;
use crate::workspace::{Error, Result};

/// Write the manual pages into a folder
///
/// One page for the program and one for each command: `workplan.1`, `workplan-status.1` and so on.
/// `man -l` shows a page wherever it lies.
#[derive(Clone, Debug, Args)]
#[command(after_help = "Examples:\n  workplan man man1")]
pub(in crate::cli) struct Man {
    /// The folder; it is made if it is not there
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
        let folder = environment.folder.join(&self.dir);
        let mut program = program.disable_help_subcommand(true);
        program.build();
        let day = environment.today.to_string();
        let commands = program.get_subcommands().filter(|command| !command.is_hide_set());
        let source = format!("workplan {}", env!("CARGO_PKG_VERSION"));
        let page = |command: &Command| {
            let name =
                command.get_display_name().unwrap_or_else(|| command.get_name()).to_uppercase();
            Page::new(command.clone()).title(name).date(&day).source(&source).manual("Workplans")
        };
        let pages: Vec<Page> = std::iter::once(&program).chain(commands).map(page).collect();
        let written = |page: &Page| {
            let mut roff = Vec::new();
            page.render(&mut roff)?;
            Ok((
                folder.join(page.get_filename()),
                tidy(&String::from_utf8(roff).map_err(Error::internal)?),
            ))
        };
        let files = pages.iter().map(written).collect::<Result<Vec<_>>>()?;
        store::write_set(&folder, &files).map_err(|(path, error)| {
            Error::from(error).context(format!("{} cannot be written", path.display()))
        })?;
        Ok(CommandOutput::done(format!(
            "{} pages are in {}\n",
            pages.len(),
            clean_line(&self.dir.display().to_string())
        ))
        .after_writing(true))
    }
}

/// The page as those who read and check such pages want it: one sign for an empty line, where the
/// maker of the pages writes a line break, an empty line and a line break; headings for what it
/// calls extra; short lines.
fn tidy(roff: &str) -> String {
    let mut out = String::new();
    let (text, extra) = roff.split_once(".SH EXTRA\n").unwrap_or((roff, ""));
    let (extra, version) = extra.split_once(".SH VERSION\n").unwrap_or((extra, ""));
    for line in text.replace(".br\n\n.br\n", ".sp\n").lines() {
        wrap(line.trim_end(), &mut out);
    }
    for line in extra.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        if let Some(example) = line.strip_prefix("  ") {
            out += &format!(".nf\n{example}\n.fi\n");
        } else if let Some(formats) = line.strip_prefix("Formats: ") {
            out += &format!(".SH FORMATS\n{formats}\n");
        } else if line == "Examples:" {
            out += ".SH EXAMPLES\n";
        } else {
            out += ".SH NOTES\n";
            wrap(line, &mut out);
        }
    }
    if !version.is_empty() {
        out += &format!(".SH VERSION\n{version}");
    }
    out.replace(".fi\n.nf\n", "")
}

/// Writes a line of text in lines that a terminal takes, where it has white space.
fn wrap(line: &str, out: &mut String) {
    let mut width = 0;
    for (at, word) in line.split(' ').enumerate() {
        // What begins a line with one of these is taken for a command.
        let is_safe = !word.is_empty() && !word.starts_with(['.', '\'']) && !line.starts_with('.');
        let breaks = is_safe && width + word.len() >= 80;
        if at > 0 {
            out.push(if breaks { '\n' } else { ' ' });
        }
        width = if breaks { 0 } else { width } + word.len() + 1;
        out.push_str(word);
    }
    out.push('\n');
}
