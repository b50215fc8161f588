//! The everyday edits, each a word for what `set` can do as well.

use std::cell::RefCell;

use clap::Args;

use crate::cli::edit::{EditArgs, typed_dates};
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::edit::{Assignment, Problem, Value, assign, record, status};
use crate::model::{DateSpan, Day, Decimal, Status};
use crate::text::{argument, clean_line, shell_word};
use crate::workspace::Result;

/// What is asked for where a reason is empty, and where a date is.
const WHY: &str = "say why, in one sentence";
pub(in crate::cli) const WHEN: &str = "name a date, such as 2024-09-30";

/// Record that activities are completed, today or on the day of --as-of
///
/// A recorded progress becomes 100, and a planned start that is still to come becomes that day.
/// ID#2 is the activity's second milestone: it is recorded as reached.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json\n\nExamples:\n  workplan done 1.3\n  workplan done 1.3 1.5 --as-of 2024-09-15\n  workplan done 1.3#2"
)]
pub(in crate::cli) struct Done {
    /// Ids of activities, or plan/id; ID#2 for a second milestone
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

/// Record that activities are under way
///
/// An activity without a start, or with one that is still to come, starts today, or on the day of
/// --as-of. One that is completed or cancelled is reopened, which needs a reason.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json\n\nExamples:\n  workplan start 2.3\n  workplan start 2.3 --as-of 2024-11-01\n  workplan start 1.3 --reason 'Two pumps have failed'"
)]
pub(in crate::cli) struct Start {
    /// Ids of activities, or plan/id
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,

    /// Why it is reopened; needed for what is completed or cancelled
    #[arg(long, value_name = "TEXT", value_parser = filled(WHY))]
    reason: Option<String>,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

/// Put an activity on hold, and say why
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json\n\nExamples:\n  workplan hold 1.3 --reason 'The funds are late'"
)]
pub(in crate::cli) struct Hold {
    #[command(flatten)]
    pub(in crate::cli) pause: Pause,
}

/// Leave an activity to a later plan, and say why
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json\n\nExamples:\n  workplan postpone 1.3 --reason 'The funds come next year'"
)]
pub(in crate::cli) struct Postpone {
    #[command(flatten)]
    pub(in crate::cli) pause: Pause,
}

/// Give an activity up, and say why
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json\n\nExamples:\n  workplan cancel 1.3 --reason 'Another group does the same'"
)]
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
    #[arg(long, value_name = "TEXT", value_parser = filled(WHY))]
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

    /// From 0 to 100; 60% is 60
    #[arg(allow_negative_numbers = true, value_parser = filled("name a number from 0 to 100"))]
    percent: String,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

/// Move the day on which an activity is due, and say why
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json\n\nExamples:\n  workplan slip 1.3 2024-12-15 --reason 'The venue is closed until December'"
)]
pub(in crate::cli) struct Slip {
    /// The activity's id, or plan/id; ID#2 for its second milestone
    id: String,

    /// The new date, such as 2024-09-30, 2024-Q4, friday or +2w
    #[arg(value_name = "DATE", allow_hyphen_values = true, value_parser = filled(WHEN))]
    due: String,

    /// Why
    #[arg(long, value_name = "TEXT", value_parser = filled(WHY))]
    reason: String,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

impl Done {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let today = session.day();
        let known = RefCell::new(Vec::new());
        let mut outcome = self.edit.run(session, &self.ids, &|activity, milestone| {
            if let Some(number) = milestone {
                return assign(activity, &reached(activity, number, today), today);
            }
            known.borrow_mut().extend(completed_else(activity, today));
            // A share that was reported on the way would contradict it.
            let whole = activity.get("progress").map(|_| Assignment::set("progress", "100"));
            let status = Assignment::set("status", Status::Completed.as_str());
            record(activity, &std::iter::once(status).chain(whole).collect::<Vec<_>>(), today)
        })?;
        outcome.notes.append(&mut known.into_inner());
        Ok(outcome)
    }
}

/// Says that an activity was completed on another day already.
fn completed_else(activity: &Value, day: Day) -> Option<String> {
    let text = |key: &str| activity.get(key).and_then(Value::as_text);
    let (id, on) = (
        text("id")?,
        text("completed")
            .filter(|on| status(activity) == Some(Status::Completed) && **on != day.to_string())?,
    );
    let command = format!("workplan set {} completed={day}", argument(id, "ID"));
    Some(format!(
        "note: {} was completed on {} already; `{command}` records another day",
        clean_line(id),
        clean_line(on)
    ))
}

/// That a milestone was reached on a day, unless it says already when.
fn reached(activity: &Value, number: usize, day: Day) -> Vec<Assignment> {
    let milestone = activity.items("milestones").get(number.saturating_sub(1));
    let is_done =
        milestone.and_then(|item| item.value.get("done")).is_some_and(|done| !done.is_nothing());
    if is_done {
        Vec::new()
    } else {
        vec![Assignment::set("done", day.to_string()).of_milestone(number)]
    }
}

impl Start {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let today = session.day();
        self.edit.run(session, &self.ids, &|activity, milestone| {
            no_milestone(milestone)?;
            if let Some(old) =
                status(activity).filter(|old| old.has_ended() && self.reason.is_none())
            {
                let id = activity.get("id").and_then(Value::as_text).unwrap_or("it");
                return Err(Problem {
                    what: format!(
                        "{} is {}, and to reopen it needs a reason",
                        clean_line(id),
                        old.label()
                    ),
                    help: format!(
                        "say why: workplan start {} --reason 'Why it goes on'",
                        shell_word(id)
                    ),
                });
            }
            let start = activity.get("start").and_then(Value::as_text).map(DateSpan::parse);
            let is_to_come = !matches!(start, Some(Ok(date)) if date.first() <= today);
            if is_to_come {
                due_passed(activity, today)?;
            }
            let start = is_to_come.then(|| Assignment::set("start", today.to_string()));
            let reason = self.reason.as_deref().map(|reason| Assignment::set("reason", reason));
            let status = Assignment::set("status", Status::Ongoing.as_str());
            let all: Vec<Assignment> =
                [Some(status), start, reason, not_whole(activity)].into_iter().flatten().collect();
            record(activity, &all, today)
        })
    }
}

/// Refuses to begin something on a day that is after its due date.
fn due_passed(activity: &Value, today: Day) -> Result<(), Problem> {
    let text = |key: &str| activity.get(key).and_then(Value::as_text);
    let due = text("due").and_then(|due| DateSpan::parse(due).ok());
    let Some(due) = due.filter(|due| due.last() < today) else { return Ok(()) };
    let id = text("id").unwrap_or("it");
    let own = argument(id, "ID");
    Err(Problem {
        what: format!(
            "{} was due on {}, so it cannot begin on {today}",
            clean_line(id),
            due.last()
        ),
        help: format!(
            "give it another date first: `workplan slip {own} DATE --reason TEXT`; or say when it began: `workplan start {own} --as-of DATE`"
        ),
    })
}

/// Takes away the progress of 100 that what was completed had.
fn not_whole(activity: &Value) -> Option<Assignment> {
    let progress = activity
        .get("progress")
        .and_then(Value::as_text)
        .and_then(|text| Decimal::parse(text).ok());
    let is_whole =
        status(activity) == Some(Status::Completed) && progress == Some(Decimal::whole(100));
    is_whole.then(|| Assignment::set("progress", ""))
}

/// Refuses a milestone where only an activity will do.
fn no_milestone(milestone: Option<usize>) -> Result<(), Problem> {
    match milestone {
        None => Ok(()),
        Some(_) => Err(Problem {
            what: "a milestone has no status and no progress of its own".to_owned(),
            help: "`workplan done ID#N` records that it was reached, `workplan slip ID#N DATE` moves its day".to_owned(),
        }),
    }
}

impl Hold {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        self.pause.run(session, Status::OnHold)
    }
}

impl Postpone {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        self.pause.run(session, Status::Postponed)
    }
}

impl Cancel {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        self.pause.run(session, Status::Cancelled)
    }
}

impl Pause {
    fn run(&self, session: &Session, status: Status) -> Result<CommandOutput> {
        let changes = [
            Assignment::set("status", status.as_str()),
            Assignment::set("reason", self.reason.as_str()),
        ];
        self.edit.run(session, &self.ids, &|activity, milestone| {
            no_milestone(milestone)?;
            let all: Vec<Assignment> = changes.iter().cloned().chain(not_whole(activity)).collect();
            record(activity, &all, session.day())
        })
    }
}

impl Progress {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let progress = [Assignment::set("progress", self.percent.as_str())];
        self.edit.run(session, std::slice::from_ref(&self.id), &|activity, milestone| {
            no_milestone(milestone)?;
            record(activity, &progress, session.day())
        })
    }
}

impl Slip {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let (due, reason) = (
            Assignment::set("due", self.due.as_str()),
            Assignment::set("reason", self.reason.as_str()),
        );
        let mut outcome =
            self.edit.run(session, std::slice::from_ref(&self.id), &|activity, milestone| {
                // A milestone has no reason of its own: that of its activity says why.
                let due = milestone.into_iter().fold(due.clone(), Assignment::of_milestone);
                record(activity, &[due, reason.clone()], session.day())
            })?;
        outcome.notes.extend(typed_dates(&[due], session.day()));
        Ok(outcome)
    }
}

/// Texts with commas between them, each of which says something.
pub(in crate::cli) fn all_filled(
    what: &'static str,
) -> impl Fn(&str) -> Result<String, &'static str> + Clone {
    move |text| {
        if text.split(',').any(|one| one.trim().is_empty()) {
            Err(what)
        } else {
            Ok(text.to_owned())
        }
    }
}

/// A text that says something: to `set`, nothing takes a value away, and an empty variable of a
/// script must not. `what` is asked for otherwise.
pub(in crate::cli) fn filled(
    what: &'static str,
) -> impl Fn(&str) -> Result<String, &'static str> + Clone {
    move |text| if text.trim().is_empty() { Err(what) } else { Ok(text.to_owned()) }
}
