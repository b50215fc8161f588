//! The arguments of `import`.

use std::path::PathBuf;

use clap::Args;

use crate::ops::import::{ImportOptions, Preferred};

/// Import an edited workbook, or create a plan from a spreadsheet
///
/// An exported workbook: only cells that changed since the export change the plan. A field that
/// changed on both sides is a conflict: nothing is written unless --ours or --theirs decides. New
/// rows become activities; missing rows are reported, and nothing is deleted.
///
/// Any other workbook or table becomes a new plan, named by --to, also in an empty folder. On a
/// terminal, import shows what each column becomes, asks what could be read wrong, and writes
/// nothing before you agree. Elsewhere it lists the questions and stops, unless a mapping file or
/// --yes decides them.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Formats: table, json

Examples:
  workplan export -o plan.xlsx && workplan import plan.xlsx --dry-run
  workplan export -o plan.xlsx && workplan import plan.xlsx --theirs
  workplan export --out-dir sheets && workplan import sheets
  workplan export --format csv -o plan.csv && workplan import plan.csv --to 2031 --yes")]
pub(in crate::cli) struct Import {
    /// The workbook, or - for standard input; several exported ones, or a folder of them
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,

    /// Show what would change, also as a unified diff, and write nothing
    #[arg(long)]
    pub dry_run: bool,

    /// If both sides changed a field, keep the plan's value
    #[arg(long, conflicts_with = "theirs")]
    pub ours: bool,

    /// If both sides changed a field, take the workbook's value
    #[arg(long)]
    pub theirs: bool,

    /// Create a new plan of this name from a spreadsheet
    #[arg(long, value_name = "NAME", conflicts_with_all = ["ours", "theirs"])]
    pub to: Option<String>,

    /// Write everything that can be decided, with proposals, to a mapping file
    #[arg(long, value_name = "MAPPING")]
    pub write_mapping: Option<PathBuf>,

    /// Use the decisions in this mapping file
    #[arg(long, value_name = "MAPPING")]
    pub mapping: Option<PathBuf>,

    /// Take all proposals, without questions
    #[arg(long)]
    pub yes: bool,
}

impl Import {
    /// What is asked for.
    pub(in crate::cli) fn options(&self) -> ImportOptions {
        let preferred = match (self.ours, self.theirs) {
            (true, _) => Some(Preferred::Plan),
            (false, true) => Some(Preferred::Workbook),
            (false, false) => None,
        };
        ImportOptions {
            files: self.files.clone(),
            preferred,
            to: self.to.clone(),
            mapping: self.mapping.clone(),
            write_mapping: self.write_mapping.clone(),
            accept: self.yes,
            dry_run: self.dry_run,
            ..ImportOptions::default()
        }
    }
}
