//! `workplan import`: takes in a workbook, or makes a plan out of a sheet.

use crate::cli::args::{Common, Format};
use crate::cli::edits::with_findings;
use crate::cli::environment::Environment;
use crate::cli::output::CommandOutput;
use crate::cli::questions::answered;
use crate::cli::session::Session;
use crate::ops::import::{import, import_to_new_folder};
use crate::render::{import_json, import_text};
use crate::report;
use crate::workspace::{Result, has_folder};

pub(super) use crate::cli::args::import::Import;

impl Import {
    pub(super) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let is_json = self.is_json(&session.common)?;
        let import = answered(self.options(), &session.environment, |own| import(session, own))?;
        Ok(with_findings(
            output(&import, is_json, &session.environment),
            import.new_findings(),
            session,
        ))
    }

    /// Whether a new plan is to be made where there is no folder of plans yet.
    pub(super) fn needs_folder(&self, common: &Common, environment: &Environment) -> bool {
        let options = common.options(environment);
        self.to.is_some() && options.at.is_none() && !has_folder(&options)
    }

    /// Makes the folder as well.
    pub(super) fn run_without_folder(
        &self,
        common: &Common,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        let is_json = self.is_json(common)?;
        let options = common.options(environment);
        let import =
            answered(self.options(), environment, |own| import_to_new_folder(&options, own))?;
        Ok(output(&import, is_json, environment))
    }

    fn is_json(&self, common: &Common) -> Result<bool> {
        let texts: &[&str] = if self.dry_run { &["diff", "patch", "yaml", "yml"] } else { &[] };
        common.format_beside(&[(Format::Table, false), (Format::Json, true)], texts)
    }
}

fn output(import: &report::Import, is_json: bool, environment: &Environment) -> CommandOutput {
    let text = match is_json {
        true => import_json(import),
        false => import_text(import, &environment.out),
    };
    CommandOutput::done(text).found_if(import.has_conflicts()).after_writing(import.has_written())
}
