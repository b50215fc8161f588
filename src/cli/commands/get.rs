//! `workplan get`: gets a copy of what a group shares.

use std::path::PathBuf;

use clap::Args;

use crate::cli::args::{Common, Format};
use crate::cli::asked_me::ask_who;
use crate::cli::environment::Environment;
use crate::cli::output::CommandOutput;
use crate::cli::progress::Percentage;
use crate::ops::{self, GetOptions};
use crate::render::new_copy_text;
use crate::workspace::Result;

/// Get a copy of the plans that a group shares
///
/// Copies them into a new folder, and lets git merge them by activity and field. On a terminal, it
/// asks which organization is yours. A folder with files in it is never touched.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Examples:
  workplan get https://example.org/group/plans.git
  workplan get git@example.org:group/plans.git our-plans")]
pub(in crate::cli) struct Get {
    /// The address of the shared copy
    #[arg(value_name = "ADDRESS")]
    address: String,

    /// The new folder [default: called like the shared copy]
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

impl Get {
    pub(in crate::cli) fn run(
        &self,
        common: &Common,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        common.format(&[(Format::Text, ())])?;
        let options = GetOptions { address: self.address.clone(), folder: self.folder.clone() };
        let percentage = Percentage::new(environment.err.width.is_some());
        let copy = ops::get(&common.options(environment), &options, &|part| percentage.show(part))?;
        drop(percentage);
        let copy = ask_who(common, environment, copy)?;
        Ok(CommandOutput::done(new_copy_text(&copy)).after_writing(true))
    }
}
