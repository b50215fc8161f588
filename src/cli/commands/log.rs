use clap::Args;

use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::history::{History, revisions};
use crate::render::LogView;
use crate::text::{argument, clean_line};
use crate::workspace::{Error, Result};

/// Show one activity's story in git: who changed which field, and when
///
/// The newest change first. The story goes on through renames of the file, and where a file became
/// a folder. What is not committed yet is not in it: `workplan diff` shows that.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json, csv, markdown\n\nExamples:\n  workplan log 2.2 2024\n  workplan log 2024/1.4 --lineage        with the activity of the year before that it continues"
)]
pub(in crate::cli) struct Log {
    /// The activity's id, or plan/id
    id: String,

    /// The plan's name; otherwise the plan that holds the day
    plan: Option<String>,

    /// Go on with the activities of earlier plans that it continues
    #[arg(long)]
    lineage: bool,
}

impl Log {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let (plan, id) = match (self.id.split_once('/'), &self.plan) {
            (Some((plan, id)), None) => (Some(plan), id),
            (_, plan) => (plan.as_deref(), self.id.as_str()),
        };
        let plan = session.plan_name(plan)?;
        let history = History::of(session, "log")?;
        let (entries, passed_over) = history.story(&plan, id, self.lineage)?;
        if entries.is_empty() {
            let failure = Error::not_found(format!(
                "no commit has an activity `{}` in the plan `{}`",
                clean_line(id),
                clean_line(&plan)
            ));
            let failure = failure.hint(format!(
                "workplan list {} shows the ids; what is not committed yet has no story",
                argument(&plan, "PLAN")
            ));
            let unread = (passed_over > 0).then(|| {
                format!("it may be in one of the {} that cannot be read: `workplan check --at REV` shows why", revisions(passed_over))
            });
            let failure = unread.into_iter().fold(failure, Error::hint);
            return Err(history.shallow_help().into_iter().fold(failure, Error::hint));
        }
        let undated = entries.iter().filter(|entry| entry.day.is_none()).count();
        let mut outcome = session.show(&LogView { plan: &plan, id, entries })?;
        outcome.notes.extend(
            (undated > 0).then(|| {
                format!("note: git shows no day of the commit for {}", revisions(undated))
            }),
        );
        outcome.notes.extend((passed_over > 0).then(|| passed_over_note(passed_over)));
        outcome.notes.extend(history.shallow_help().map(|help| format!("note: {help}")));
        Ok(outcome)
    }
}

/// Says in how many revisions something of an activity cannot be read.
fn passed_over_note(number: usize) -> String {
    format!(
        "passed over what cannot be read in {}: each field keeps its last readable value",
        revisions(number)
    )
}
