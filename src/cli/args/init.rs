//! The arguments of `init`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::ops::import::ImportOptions;
use crate::ops::{CiService, InitOptions};

/// Create a workplans folder with a first plan for this year
///
/// Also creates the list of members, the settings, a page for the group, and git's settings for
/// merging plans. Existing files are never overwritten. Notes in the plan explain each line to
/// change.
///
/// With --from-sheet, the plan comes from a spreadsheet that the group already has. On a terminal,
/// init asks what could be read wrong, as `import` does, and writes nothing before you agree.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Examples:
  workplan init our-group
  workplan init our-group --ci github
  workplan init our-group --ci gitlab --pages   with a website of all plans
  workplan init libraries --from one-page       one of the examples: one-page, fiscal-year, biennium
  workplan export -o plan.csv && workplan init new --from-sheet plan.csv --to 2031 --yes")]
pub(in crate::cli) struct Init {
    /// The group's folder, in which `workplans` is created [default: this folder]
    #[arg(value_name = "DIR", conflicts_with = "dir")]
    folder: Option<PathBuf>,

    /// Also write the CI file of that service
    #[arg(long, value_name = "SERVICE")]
    ci: Option<Service>,

    /// Also publish all plans as a website, on the Pages of that service
    #[arg(long, requires = "ci")]
    pages: bool,

    /// Start from an example: one-page, fiscal-year or biennium
    #[arg(long, value_name = "NAME")]
    from: Option<String>,

    /// Create the plan from a spreadsheet
    #[arg(long, value_name = "FILE", conflicts_with = "from")]
    pub from_sheet: Option<PathBuf>,

    /// The name of the plan from the spreadsheet
    #[arg(long, value_name = "NAME", requires = "from_sheet")]
    to: Option<String>,

    /// Write everything that can be decided about the spreadsheet, with proposals, to a mapping
    /// file
    #[arg(long, value_name = "MAPPING", requires = "from_sheet")]
    write_mapping: Option<PathBuf>,

    /// Use the decisions in this mapping file
    #[arg(long, value_name = "MAPPING", requires = "from_sheet")]
    mapping: Option<PathBuf>,

    /// Take all proposals, without questions
    #[arg(long, requires = "from_sheet")]
    yes: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Service {
    Github,
    Gitlab,
}

impl Init {
    /// What the folder begins with.
    pub(in crate::cli) fn options(&self) -> InitOptions {
        let ci = self.ci.map(|service| match service {
            Service::Github => CiService::Github,
            Service::Gitlab => CiService::Gitlab,
        });
        InitOptions {
            folder: self.folder.clone(),
            ci,
            pages: self.pages,
            example: self.from.clone(),
        }
    }

    /// How a spreadsheet is imported.
    pub(in crate::cli) fn import_options(&self, file: PathBuf) -> ImportOptions {
        ImportOptions {
            files: vec![file],
            to: self.to.clone(),
            mapping: self.mapping.clone(),
            write_mapping: self.write_mapping.clone(),
            accept: self.yes,
            ..ImportOptions::default()
        }
    }
}
