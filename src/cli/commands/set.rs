//! `set`: change fields of an activity.

use clap::Args;

use crate::cli::args::edit::EditArgs;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::{self, Assignment, PartName};
use crate::workspace::Result;

/// Change fields of an activity, or of what stands above it
///
/// KEY=VALUE sets a field, and KEY= removes it. Separate list items with commas; KEY+=A adds to a
/// list, KEY-=A removes from it. Parts are named as in milestones[2].done=2024-06-01, counted from
/// 1, and budget.spent=100.
///
/// Above the activities, the ID is plan: (or plan:2025), theme:ID, priority:ID, org:ID or config:.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Formats: table, json

Examples:
  workplan set 1.3 status=ongoing
  workplan set 1.3 due=2024-12-15 reason='The venue is closed' --dry-run
  workplan set 1.3 tags+=regional milestones[3].done=2024-10-30
  workplan set 1.3 contact=
  workplan set plan: target=90
  workplan set theme:child-protection title='Protection of children'
  workplan set org:iom short=IOM")]
pub(in crate::cli) struct Set {
    /// The activity's id, or plan/id; ID#2 for its second milestone; theme:ID and the like
    #[arg(value_name = "ID")]
    target: String,

    /// What to change
    #[arg(value_name = "KEY=VALUE", required = true)]
    changes: Vec<String>,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

impl Set {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let assignments = self
            .changes
            .iter()
            .map(|text| Assignment::parse(text))
            .collect::<Result<Vec<_>, _>>()?;
        if let Some(name) = PartName::parse(&self.target)? {
            return self
                .edit
                .run_part(session, |options| ops::set_part(session, &name, options, &assignments));
        }
        let ids = std::slice::from_ref(&self.target);
        self.edit.run(session, ids, |options| ops::set(session, options, &assignments))
    }
}
