//! `schema`: print the JSON Schema of a file.

use clap::{Args, ValueEnum};

use crate::cli::args::{Common, Format};
use crate::cli::output::CommandOutput;
use crate::ops::{self, SchemaOf};
use crate::render::to_json;
use crate::workspace::Result;

/// Print the JSON Schema of a file, for editors
///
/// The schema covers what one file may contain. `workplan check` also finds what depends on other
/// files, the calendar or the day.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Formats: json

To use it in an editor that knows the YAML language server, keep the schema beside the \
plans and name it, by its path from the file, in the first line of each plan:
  workplan schema -o workplans/.plan.schema.json
  # yaml-language-server: $schema=.plan.schema.json       in workplans/2024.yaml
  # yaml-language-server: $schema=../.plan.schema.json    in workplans/2024/plan.yaml

Examples:
  workplan schema
  workplan schema organizations
  workplan schema config -o config.schema.json")]
pub(in crate::cli) struct Schema {
    /// The kind of file
    #[arg(value_name = "FILE", default_value = "plan")]
    file: Kind,
}

/// The kinds of files in a workplans folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// A plan, or a file of a plan in a folder
    Plan,
    /// organizations.yaml
    Organizations,
    /// config.yaml
    Config,
}

pub(super) const FORMATS: &[(Format, ())] = &[(Format::Json, ())];

impl Schema {
    pub(in crate::cli) fn run(&self, common: &Common) -> Result<CommandOutput> {
        common.format(FORMATS)?;
        let of = match self.file {
            Kind::Plan => SchemaOf::Plan,
            Kind::Organizations => SchemaOf::Organizations,
            Kind::Config => SchemaOf::Config,
        };
        Ok(CommandOutput::done(to_json(&ops::schema(of))))
    }
}
