//! `workplan demo`: shows the sample plan, or copies it.

use crate::cli::args::demo::Demo;
use crate::cli::args::{Common, Format, READING};
use crate::cli::environment::Environment;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::{self, StatusOptions};
use crate::render::new_folder_text;
use crate::report::SampleReport;
use crate::workspace::Result;

impl Demo {
    pub(in crate::cli) fn run(
        &self,
        common: &Common,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        let options = common.options(environment);
        if let Some(folder) = &self.folder {
            common.format(&[(Format::Table, ()), (Format::Text, ())])?;
            let written = ops::copy_sample(&options, folder.clone())?;
            return Ok(CommandOutput::done(new_folder_text(&written)).after_writing(true));
        }
        common.format(READING)?;
        Session::of(ops::sample(&options)?, common, environment).run(|session| {
            let plans = &session.load()?;
            session.show(&SampleReport(ops::status(plans, &StatusOptions::default())?))
        })
    }
}
