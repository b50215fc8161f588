//! `workplan import`: takes in a workbook, or makes a plan out of a sheet.

use crate::cli::args::{Common, EDITING};
use crate::cli::edits::with_findings;
use crate::cli::environment::Environment;
use crate::cli::imports::import_output;
use crate::cli::output::CommandOutput;
use crate::cli::questions::{answered, can_ask};
use crate::cli::session::Session;
use crate::ops::import::{import, import_to_new_folder};
use crate::workspace::{Result, has_folder};

pub(super) use crate::cli::args::import::Import;

impl Import {
    pub(super) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let is_json = self.is_json(&session.common)?;
        let import = answered(self.options(), &session.environment, |own| import(session, own))?;
        let new = import.new_findings();
        Ok(with_findings(import_output(&import, is_json, &session.environment), new, session))
    }

    /// Whether a new plan is to be made where there is no folder of plans yet.
    pub(super) fn needs_folder(&self, common: &Common, environment: &Environment) -> bool {
        let options = common.options(environment);
        let is_new = self.to.is_some() || can_ask(&self.options());
        is_new && options.at.is_none() && !has_folder(&options)
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
        Ok(import_output(&import, is_json, environment))
    }

    fn is_json(&self, common: &Common) -> Result<bool> {
        let texts: &[&str] = if self.dry_run { &["diff", "patch", "yaml", "yml"] } else { &[] };
        common.format_beside(EDITING, texts)
    }
}
