//! `workplan init`: writes a folder to begin with.

use std::path::PathBuf;

use crate::cli::args::{Common, Format};
use crate::cli::environment::Environment;
use crate::cli::imports::begun_output;
use crate::cli::output::CommandOutput;
use crate::cli::questions::answered;
use crate::ops;
use crate::ops::import::init_from_sheet;
use crate::render::new_folder_text;
use crate::workspace::Result;

pub(super) use crate::cli::args::init::Init;

impl Init {
    pub(super) fn run(&self, common: &Common, environment: &Environment) -> Result<CommandOutput> {
        common.format(&[(Format::Table, ()), (Format::Text, ())])?;
        if let Some(sheet) = &self.from_sheet {
            return self.run_from_sheet(sheet.clone(), common, environment);
        }
        let folder = ops::init(&common.options(environment), &self.options())?;
        Ok(CommandOutput::done(new_folder_text(&folder)).after_writing(true))
    }

    /// Makes the plan out of a spreadsheet.
    fn run_from_sheet(
        &self,
        sheet: PathBuf,
        common: &Common,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        let (own, options) = (self.options(), common.options(environment));
        let import = answered(self.import_options(sheet), environment, |import| {
            init_from_sheet(&options, &own, import)
        })?;
        Ok(begun_output(&import, environment))
    }
}
