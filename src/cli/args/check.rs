//! The arguments of `check`.

use clap::Args;

use super::typed;
use crate::diagnostic::{Message, message};
use crate::workspace::{Error, Options, Result};

/// Find errors in the files
///
/// The exit status is 1 if there are errors. Warnings alone give 0.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = "\
Formats: text, json, github, gitlab, sarif, junit

Examples:
  workplan check
  workplan check 2024
  workplan check workplans/2023.yaml    one file, as hooks and editors name it
  workplan check --format json
  workplan check --base main            also the changes: removed, reopened, slipped
  workplan check --diff                 what --fix would change
  workplan check --fix                  fixes what is certain
  workplan check --explain theme-coverage
  workplan check --format github        marks the lines of a pull request on GitHub
  workplan check --format gitlab -o gl-code-quality-report.json")]
pub(in crate::cli) struct Check {
    /// Plans, files or folders, or - for a file from standard input [default: all plans]
    #[arg(value_name = "PLAN or FILE")]
    pub(in crate::cli) plans: Vec<String>,

    /// Also check the changes since your branch diverged from REV
    #[arg(long, value_name = "REV", conflicts_with_all = ["explain", "list_rules"])]
    pub(in crate::cli) base: Option<String>,

    /// Fix what is certain, such as `status: done` or `30/06/2024`, if that causes no error
    #[arg(long, conflicts_with_all = ["at", "explain", "list_rules"])]
    pub(in crate::cli) fix: bool,

    /// Show what --fix would change, as a unified diff, and write nothing
    #[arg(long, conflicts_with_all = ["at", "base", "explain", "list_rules"])]
    pub(in crate::cli) diff: bool,

    /// Explain what a rule finds, why it matters, and how to fix it
    #[arg(long, value_name = "RULE", conflicts_with_all = ["list_rules", "plans"])]
    pub(in crate::cli) explain: Option<String>,

    /// List the rules with their levels
    #[arg(long, conflicts_with = "plans")]
    pub(in crate::cli) list_rules: bool,
}

impl Check {
    /// Refuses what goes with files alone, where the plan comes by standard input.
    pub(in crate::cli) fn refuse_beside_standard_input(&self, options: &Options) -> Result<()> {
        if self.plans.len() > 1 {
            let what = message!(
                "check.standard-input-alone",
                "`-` stands for standard input, and stands alone"
            );
            return Err(Error::usage(what).hint(Message::verbatim("workplan check - < plan.yaml")));
        }
        if self.fix || self.diff || self.base.is_some() || options.at.is_some() {
            let what = message!(
                "check.standard-input-as-it-is",
                "what comes by standard input is checked as it is"
            );
            return Err(Error::usage(what).hint(message!(
                "check.without-these-options",
                "leave out --fix, --diff, --base and --at, or name the file"
            )));
        }
        Ok(())
    }

    /// Returns the command that shows all that is found.
    pub(in crate::cli) fn command(&self, options: &Options) -> String {
        let mut words = vec!["workplan", "check"];
        words.extend(self.plans.iter().map(String::as_str));
        words.extend(self.base.iter().flat_map(|base| ["--base", base]));
        typed(&words) + &options.retyped()
    }
}
