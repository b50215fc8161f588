//! `workplan setup`: sets up completion, manual pages, git's merge and editors.

use clap::Command;

use crate::cli::args::setup::Setup;
use crate::cli::args::{Common, Format};
use crate::cli::ask::can_ask;
use crate::cli::environment::Environment;
use crate::cli::output::{CommandOutput, ExitStatus};
use crate::cli::setting_up::{asked_parts, name_the_parts, options, record_folder};
use crate::ops;
use crate::render::setup_text;
use crate::report::{SetupPart, SetupState};
use crate::workspace::Result;

impl Setup {
    pub(in crate::cli) fn run(
        &self,
        common: &Common,
        program: Command,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        common.format(&[(Format::Table, ()), (Format::Text, ())])?;
        let named = self.named();
        let or_all = if named.is_empty() { SetupPart::ALL.to_vec() } else { named.clone() };
        if self.undo {
            let undone = ops::undo_setup(&record_folder()?, &or_all, self.dry_run)?;
            return Ok(CommandOutput::done(setup_text(&undone)).after_writing(!self.dry_run));
        }
        if named.is_empty() && !self.dry_run && !can_ask() {
            return Err(name_the_parts());
        }
        let setup = ops::Setup::look(
            &common.options(environment),
            &options(self.shell, program, environment.today)?,
        )?;
        if self.dry_run {
            return Ok(CommandOutput::done(setup_text(&setup.report().of(&or_all))));
        }
        let parts = if named.is_empty() { asked_parts(&setup.report())? } else { named };
        let report = setup.write(&parts)?;
        let stays = report.steps.iter().any(|step| step.state == SetupState::Other);
        let mut output = CommandOutput::done(setup_text(&report)).after_writing(true);
        output.ending = if stays { ExitStatus::Failed } else { ExitStatus::Done };
        Ok(output)
    }
}
