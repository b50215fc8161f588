//! The arguments of `import`.

use std::path::PathBuf;

use clap::Args;

use crate::ops::import::{ImportOptions, Preferred};

/// Take in an exported workbook, or make a plan out of a sheet
///
/// Only what was changed since the export goes into the plan; comments, layout and every other byte
/// stay. A field that was changed on both sides is a conflict: nothing is written, unless --ours or
/// --theirs decides. New rows become activities; rows that are gone are told, and nothing is
/// deleted. Any other workbook or CSV file becomes a new plan, named by --to; what is not sure is
/// asked for by a mapping file.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json\n\nExamples:\n  workplan export -o plan.xlsx && workplan import plan.xlsx --dry-run\n  workplan export -o plan.xlsx && workplan import plan.xlsx --theirs"
)]
pub(in crate::cli) struct Import {
    /// The workbook, or - for standard input
    pub file: PathBuf,

    /// Show what would change, in the plan's own terms and as a unified diff, and write nothing
    #[arg(long)]
    pub dry_run: bool,

    /// Where both have changed a field, keep what the plan says
    #[arg(long, conflicts_with = "theirs")]
    pub ours: bool,

    /// Where both have changed a field, take what the workbook says
    #[arg(long)]
    pub theirs: bool,

    /// For a sheet of the group's own: the name of the new plan
    #[arg(long, value_name = "NAME", conflicts_with_all = ["ours", "theirs"])]
    pub to: Option<String>,

    /// Write down what is not sure, with proposals, in a new file
    #[arg(long, value_name = "MAPPING")]
    pub write_mapping: Option<PathBuf>,

    /// What was decided, in the form that --write-mapping writes
    #[arg(long, value_name = "MAPPING", conflicts_with = "write_mapping")]
    pub mapping: Option<PathBuf>,
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
            file: self.file.clone(),
            preferred,
            to: self.to.clone(),
            mapping: self.mapping.clone(),
            write_mapping: self.write_mapping.clone(),
            dry_run: self.dry_run,
        }
    }
}
