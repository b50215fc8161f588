//! What can be asked about the rules themselves; no workplans are needed for it.

use crate::cli::args::check::Check;
use crate::cli::args::{Common, Format};
use crate::cli::environment::Environment;
use crate::cli::output::CommandOutput;
use crate::ops;
use crate::render::rules_table;
use crate::workspace::Result;

impl Check {
    /// Shows the page of one rule, or all rules.
    pub(super) fn about_rules(
        &self,
        common: &Common,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        common.format(&[(Format::Table, ()), (Format::Text, ())])?;
        if let Some(name) = &self.explain {
            return Ok(CommandOutput::done(ops::explain(name)?));
        }
        let rules = ops::list_rules(&common.options(environment))?;
        Ok(CommandOutput::done(rules_table(&rules, &environment.out)))
    }
}
