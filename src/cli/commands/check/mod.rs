//! `check`: say what is wrong with the files.

mod diff;
mod rules;

use self::diff::show_diff;
use crate::cli::args::check::Check;
use crate::cli::args::{Common, Format};
use crate::cli::environment::Environment;
use crate::cli::findings::{findings_format, shown};
use crate::cli::output::CommandOutput;
use crate::ops;
use crate::workspace::{Result, Workspace};

impl Check {
    pub(in crate::cli) fn run(
        &self,
        common: &Common,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        if self.explain.is_some() || self.list_rules {
            return self.about_rules(common, environment);
        }
        let format = findings_format(common, self.diff)?;
        let options = common.options(environment);
        let command = self.command(&options);
        if self.plans.iter().any(|word| word == "-") {
            self.refuse_beside_standard_input(&options)?;
            let findings = ops::check_standard_input(&options)?;
            return Ok(shown(&findings, format, environment, &command));
        }
        let folders = ops::named_folders(&options, &self.plans)?;
        if self.diff {
            return show_diff(&folders, environment);
        }
        let (mut fixed, mut left_out) = (0, Vec::new());
        for folder in folders.iter().filter(|_| self.fix) {
            let workspace = Workspace::to_edit(&folder.options, false)?;
            let fixes = ops::fix(&workspace, &folder.names, false)?;
            fixed += fixes.count;
            left_out.extend(fixes.note);
        }
        let count_fixable = format == Format::Text && !self.fix;
        let mut findings = ops::check_folders(&folders, self.base.as_deref(), count_fixable)?;
        findings.fixed = fixed;
        let mut output = shown(&findings, format, environment, &command);
        output.notes.append(&mut left_out);
        if fixed > 0 && format != Format::Text {
            output.notes.push(findings.fixed_note());
        }
        Ok(output.after_writing(fixed > 0))
    }
}
