//! The arguments of `diff`.

use clap::Args;

use super::{Common, typed};
use crate::diagnostic::message;
use crate::workspace::{Error, Options, Result};

/// Show what changed, in the plan's own terms
///
/// Without arguments: your changes since the last commit. With one revision: the changes since
/// then. With two: the changes between them, for the day of the second one.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Formats: table, json, csv, markdown

Examples:
  workplan diff
  workplan diff HEAD~1 --plan 2024
  workplan diff v2024 main
  workplan diff --merge-base main --format markdown      a comment for a pull request
  workplan diff --fail                                   ends with 1 if there are changes")]
pub(in crate::cli) struct Diff {
    /// The revision to compare with
    #[arg(value_name = "BASE", default_value = "HEAD", hide_default_value = true)]
    pub(in crate::cli) base: String,

    /// The revision to show [default: the files as they are]
    #[arg(value_name = "HEAD")]
    pub(in crate::cli) head: Option<String>,

    /// The plans to compare [default: all]
    #[arg(long = "plan", value_name = "PLAN")]
    pub(in crate::cli) plans: Vec<String>,

    /// Compare with the commit at which your branch diverged from BASE, as a pull request does
    #[arg(long)]
    pub(in crate::cli) merge_base: bool,

    /// Exit with status 1 if there are changes
    #[arg(long)]
    pub(in crate::cli) fail: bool,
}

impl Diff {
    /// The common flags, as if the revision to look at had been named by `--at`: they mean the
    /// same.
    pub(in crate::cli) fn common(&self, common: &Common) -> Result<Common> {
        if self.head.is_some() && common.at.is_some() && self.head != common.at {
            let what =
                message!("diff.two-revisions", "--at and HEAD name two revisions to look at");
            return Err(Error::usage(what).hint(message!("diff.without-at", "leave --at away")));
        }
        Ok(Common { at: self.head.clone().or(common.at.clone()), ..common.clone() })
    }

    /// The revision to compare with.
    pub(in crate::cli) fn base(&self) -> &str {
        &self.base
    }

    /// The command that shows the same in the terminal.
    pub(in crate::cli) fn command(&self, options: &Options) -> String {
        let mut words = vec!["workplan", "diff"];
        words.extend(self.merge_base.then_some("--merge-base"));
        words.extend(
            Some(self.base.as_str())
                .filter(|base| self.merge_base || self.head.is_some() || *base != "HEAD"),
        );
        words.extend(self.head.as_deref());
        words.extend(self.plans.iter().flat_map(|plan| ["--plan", plan]));
        let at = options.at.clone().filter(|_| self.head.is_none());
        typed(&words) + &Options { at, ..options.clone() }.retyped()
    }
}
