//! `remove`: remove a theme, a priority, an organization or a person.

use clap::{Args, ValueEnum};

use crate::cli::args::edit::EditArgs;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::{self, PartName, RemovedPart};
use crate::workspace::Result;

/// The parts that can be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum RemovedKind {
    Theme,
    Priority,
    #[value(alias = "org")]
    Organization,
    Person,
}

/// Remove a theme, a priority, an organization or a person that nothing refers to
///
/// An activity is not removed but cancelled: workplan cancel ID --reason TEXT.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Formats: table, json

Examples:
  workplan remove person iom 'Focal Point B'
  workplan remove person iom iom-b@example.org --dry-run")]
pub(in crate::cli) struct Remove {
    /// What is removed: theme, priority, organization or person
    #[arg(value_name = "PART", hide_possible_values = true)]
    kind: RemovedKind,

    /// Its id; of a person, the id of the organization
    #[arg(value_name = "ID")]
    part_id: String,

    /// The person's name, a part of it, or the email address
    #[arg(value_name = "NAME", required_if_eq("kind", "person"))]
    person: Option<String>,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

impl Remove {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let id = self.part_id.clone();
        let removed = match self.kind {
            RemovedKind::Theme => RemovedPart::Part(PartName::Theme(id)),
            RemovedKind::Priority => RemovedPart::Part(PartName::Priority(id)),
            RemovedKind::Organization => RemovedPart::Part(PartName::Organization(id)),
            RemovedKind::Person => RemovedPart::Person(id, self.person.clone().unwrap_or_default()),
        };
        self.edit.run_part(session, |options| ops::remove_part(session, &removed, options))
    }
}
