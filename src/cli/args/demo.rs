//! The arguments of `demo`.

use std::path::PathBuf;

use clap::Args;

/// Show a sample plan, anywhere
///
/// Shows the status of a sample plan that is a part of the program. It needs no folder, and writes
/// nothing. With DIR, it copies the sample plans into that folder. Existing files are never
/// overwritten.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Formats: table, json, csv, markdown

Examples:
  workplan demo
  workplan demo sample && cd sample && workplan status --as-of 2024-09-15")]
pub(in crate::cli) struct Demo {
    /// The folder in which `workplans` is created
    #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    pub(in crate::cli) folder: Option<PathBuf>,
}
