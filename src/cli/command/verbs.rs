//! The everyday edits, each a word for what `set` can do as well.

use clap::Args;

use crate::cli::edit::EditArgs;
use crate::cli::outcome::Outcome;
use crate::cli::session::Session;
use crate::edit::{Assignment, Value, assign};
use crate::model::{DateSpan, Status};

/// Record that activities are completed, today or on the day of --as-of
///
/// Where a progress is written, it becomes 100.
#[derive(Clone, Debug, Args)]
#[command(after_help = "Formats: table, json\n\nExamples:\n  workplan done 1.3\n  workplan done 1.3 1.5 --as-of 2024-09-15")]
pub(in crate::cli) struct Done {
    /// Ids of activities, or plan/id
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

/// Record that activities are under way
///
/// An activity without a start, or with one that is still to come, starts today, or on the day of --as-of.
#[derive(Clone, Debug, Args)]
#[command(after_help = "Formats: table, json\n\nExamples:\n  workplan start 2.3\n  workplan start 2.3 --as-of 2024-11-01")]
pub(in crate::cli) struct Start {
    /// Ids of activities, or plan/id
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

/// Put an activity on hold, and say why
#[derive(Clone, Debug, Args)]
#[command(after_help = "Formats: table, json\n\nExamples:\n  workplan hold 1.3 --reason 'The funds are late'")]
pub(in crate::cli) struct Hold {
    #[command(flatten)]
    pub(in crate::cli) pause: Pause,
}

/// Leave an activity to a later plan, and say why
#[derive(Clone, Debug, Args)]
#[command(after_help = "Formats: table, json\n\nExamples:\n  workplan postpone 1.3 --reason 'The funds come next year'")]
pub(in crate::cli) struct Postpone {
    #[command(flatten)]
    pub(in crate::cli) pause: Pause,
}

/// Give an activity up, and say why
#[derive(Clone, Debug, Args)]
#[command(after_help = "Formats: table, json\n\nExamples:\n  workplan cancel 1.3 --reason 'Another group does the same'")]
pub(in crate::cli) struct Cancel {
    #[command(flatten)]
    pub(in crate::cli) pause: Pause,
}

/// What it takes to hold, postpone or cancel.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Pause {
    /// Ids of activities, or plan/id
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,

    /// Why
    #[arg(long, value_name = "TEXT", value_parser = reason)]
    reason: String,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

/// Record how much of an activity is done, in percent
#[derive(Clone, Debug, Args)]
#[command(after_help = "Formats: table, json\n\nExamples:\n  workplan progress 1.3 60")]
pub(in crate::cli) struct Progress {
    /// The activity's id, or plan/id
    id: String,

    /// From 0 to 100
    #[arg(allow_negative_numbers = true)]
    percent: String,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

/// Move the day on which an activity is due, and say why
#[derive(Clone, Debug, Args)]
#[command(after_help = "Formats: table, json\n\nExamples:\n  workplan slip 1.3 2024-12-15 --reason 'The venue is closed until December'")]
pub(in crate::cli) struct Slip {
    /// The activity's id, or plan/id
    id: String,

    /// The new date, such as 2024-09-30 or 2024-Q4
    #[arg(value_name = "DATE")]
    due: String,

    /// Why
    #[arg(long, value_name = "TEXT", value_parser = reason)]
    reason: String,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

impl Done {
    pub(in crate::cli) fn run(&self, session: &Session) -> anyhow::Result<Outcome> {
        let today = session.day();
        let status = Assignment::set("status", Status::Completed.as_str());
        self.edit.run(session, &self.ids, &|activity| {
            // A share that was reported on the way would contradict it.
            let whole = activity.get("progress").map(|_| Assignment::set("progress", "100"));
            let assignments: Vec<Assignment> = std::iter::once(status.clone()).chain(whole).collect();
            assign(activity, &assignments, today)
        })
    }
}

impl Start {
    pub(in crate::cli) fn run(&self, session: &Session) -> anyhow::Result<Outcome> {
        let today = session.day();
        let status = Assignment::set("status", Status::Ongoing.as_str());
        self.edit.run(session, &self.ids, &|activity| {
            let start = activity.get("start").and_then(Value::as_text).map(DateSpan::parse);
            let is_to_come = !matches!(start, Some(Ok(date)) if date.first() <= today);
            let start = is_to_come.then(|| Assignment::set("start", today.to_string()));
            let assignments: Vec<Assignment> = std::iter::once(status.clone()).chain(start).collect();
            assign(activity, &assignments, today)
        })
    }
}

impl Hold {
    pub(in crate::cli) fn run(&self, session: &Session) -> anyhow::Result<Outcome> {
        self.pause.run(session, Status::OnHold)
    }
}

impl Postpone {
    pub(in crate::cli) fn run(&self, session: &Session) -> anyhow::Result<Outcome> {
        self.pause.run(session, Status::Postponed)
    }
}

impl Cancel {
    pub(in crate::cli) fn run(&self, session: &Session) -> anyhow::Result<Outcome> {
        self.pause.run(session, Status::Cancelled)
    }
}

impl Pause {
    fn run(&self, session: &Session, status: Status) -> anyhow::Result<Outcome> {
        let changes = [Assignment::set("status", status.as_str()), Assignment::set("reason", self.reason.as_str())];
        change(session, &self.edit, &self.ids, &changes)
    }
}

impl Progress {
    pub(in crate::cli) fn run(&self, session: &Session) -> anyhow::Result<Outcome> {
        change(session, &self.edit, std::slice::from_ref(&self.id), &[Assignment::set("progress", self.percent.as_str())])
    }
}

impl Slip {
    pub(in crate::cli) fn run(&self, session: &Session) -> anyhow::Result<Outcome> {
        let changes = [Assignment::set("due", self.due.as_str()), Assignment::set("reason", self.reason.as_str())];
        change(session, &self.edit, std::slice::from_ref(&self.id), &changes)
    }
}

/// A reason that says something.
fn reason(text: &str) -> Result<String, &'static str> {
    if text.trim().is_empty() { Err("say why, in one sentence") } else { Ok(text.to_owned()) }
}

fn change(session: &Session, edit: &EditArgs, ids: &[String], assignments: &[Assignment]) -> anyhow::Result<Outcome> {
    edit.run(session, ids, &|activity| assign(activity, assignments, session.day()))
}
