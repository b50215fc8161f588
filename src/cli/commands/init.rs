//! `workplan init`: writes a folder to begin with.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::args::{Common, Format};
use crate::cli::environment::Environment;
use crate::cli::output::CommandOutput;
use crate::ops::{self, CiService, InitOptions};
use crate::render::new_folder_text;
use crate::workspace::Result;

/// Create a workplans folder with a first plan for this year
///
/// Also creates the list of members, the settings, a page for the group, and git's settings for
/// merging plans. Existing files are never overwritten. Notes in the plan explain each line to
/// change.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Examples:
  workplan init our-group
  workplan init our-group --ci github
  workplan init libraries --from one-page       one of the examples: one-page, fiscal-year, biennium")]
pub(in crate::cli) struct Init {
    /// The group's folder, in which `workplans` is created [default: this folder]
    #[arg(value_name = "DIR", conflicts_with = "dir")]
    folder: Option<PathBuf>,

    /// Also write the CI file of that service
    #[arg(long, value_name = "SERVICE")]
    ci: Option<Service>,

    /// Start from an example: one-page, fiscal-year or biennium
    #[arg(long, value_name = "NAME")]
    from: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Service {
    Github,
    Gitlab,
}

impl Init {
    pub(in crate::cli) fn run(
        &self,
        common: &Common,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        common.format(&[(Format::Table, ()), (Format::Text, ())])?;
        let ci = self.ci.map(|service| match service {
            Service::Github => CiService::Github,
            Service::Gitlab => CiService::Gitlab,
        });
        let options = InitOptions { folder: self.folder.clone(), ci, example: self.from.clone() };
        let folder = ops::init(&common.options(environment), &options)?;
        Ok(CommandOutput::done(new_folder_text(&folder)).after_writing(true))
    }
}
