//! The arguments of `merge-file`.

use std::path::PathBuf;

use clap::Args;

use crate::ops::MergeFilesOptions;

/// Merge two versions of a plan file by activity and field, as git's merge driver
///
/// The result is written to OURS. Conflicts are marked as git marks them, and give exit status 1. A
/// version that is not readable YAML is merged line by line, as by git.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
In git:
  echo 'workplans/**/*.yaml merge=workplan' >> .gitattributes
  git config merge.workplan.driver 'workplan merge-file --path %P --marker-size %L %O %A %B'

Examples:
  workplan merge-file workplans/2023.yaml workplans/2023.yaml workplans/2023.yaml
  workplan merge-file --stdout workplans/2023.yaml workplans/2023.yaml workplans/2023.yaml")]
pub(in crate::cli) struct MergeFile {
    /// The version that both come from
    pub base: PathBuf,

    /// Our version; the result is written to it
    pub ours: PathBuf,

    /// Their version
    pub theirs: PathBuf,

    /// The file's name in messages: git's %P
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    pub path: Option<String>,

    /// Print the result, and do not change OURS
    #[arg(short = 'p', long)]
    pub stdout: bool,

    /// The length of conflict marks: git's %L
    #[arg(long, value_name = "N", default_value = "7", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub marker_size: u16,
}

impl MergeFile {
    /// What is asked for.
    pub(in crate::cli) fn options(&self) -> MergeFilesOptions {
        MergeFilesOptions {
            base: self.base.clone(),
            ours: self.ours.clone(),
            theirs: self.theirs.clone(),
            path: self.path.clone(),
            marker_size: self.marker_size.into(),
            keep_ours: self.stdout,
        }
    }
}
