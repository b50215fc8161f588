//! What the everyday commands ask on a terminal for: the activity, the day, the reason.

use super::items::{Lookup, Wanted, is_activity};
use super::{ask, can_ask, confirm, say};
use crate::analysis::OpenItem;
use crate::cli::args::Common;
use crate::cli::args::verbs::{Cancel, Done, Hold, Pause, Postpone, Progress, Slip, Start};
use crate::cli::environment::Environment;
use crate::cli::session::Session;
use crate::diagnostic::{Message, list_of_first, long_day, message};
use crate::model::Status;
use crate::ops::{NamedItem, NearItem, asked_day, unfit_value};
use crate::text::clean_line;
use crate::workspace::Result;

/// The arguments that a question replaces, by command.
const ASKED: &[(&str, &[&str])] = &[
    ("done", &["ids"]),
    ("start", &["ids"]),
    ("hold", &["ids", "reason"]),
    ("postpone", &["ids", "reason"]),
    ("cancel", &["ids", "reason"]),
    ("progress", &["id", "percent"]),
    ("slip", &["id", "due", "reason"]),
];

/// Returns the command line with no argument required that a question replaces.
pub(in crate::cli) fn without_required(program: clap::Command) -> clap::Command {
    ASKED.iter().fold(program, |program, (name, arguments)| {
        program.mut_subcommand(name, |command| {
            let optional = |argument: clap::Arg| argument.required(false);
            arguments.iter().fold(command, |command, own| command.mut_arg(own, optional))
        })
    })
}

/// A command that can ask for what it was not given.
pub(in crate::cli) trait Asks: Clone {
    /// The plan's name, if it was given.
    fn plan(&self) -> Option<String>;

    /// Asks for what is missing, and for names that find nothing.
    fn ask(&mut self, lookup: &Lookup<'_>) -> Result<()>;
}

/// Returns a command with what the user has answered, where there is a terminal to ask at. The
/// folder is not locked while the user thinks.
pub(in crate::cli) fn answered<C: Asks>(
    command: &C,
    common: &Common,
    environment: &Environment,
) -> Result<C> {
    let mut command = command.clone();
    if can_ask() && common.at.is_none() {
        let session = Session::new(common, environment)?;
        let plan = command.plan();
        let plans = &session.load()?;
        command.ask(&Lookup { session: &session, plans, plan: plan.as_deref() })?;
    }
    Ok(command)
}

impl Asks for Done {
    fn plan(&self) -> Option<String> {
        self.edit.plan.clone()
    }

    fn ask(&mut self, lookup: &Lookup<'_>) -> Result<()> {
        let question = message!("cli.which-is-done", "What is done?");
        let wanted = Wanted { is_offered: |_| true, question, several: true };
        let items = lookup.items(&self.ids, &wanted)?;
        self.ids = names(&items);
        let completed = |item: &&NamedItem| item.status == Some(Status::Completed);
        let open: Vec<&NearItem> = items
            .iter()
            .filter(|item| !completed(item))
            .flat_map(|item| &item.open_milestones)
            .filter(|step| !self.ids.contains(&step.name))
            .collect();
        if open.is_empty() || self.milestones {
            return Ok(());
        }
        let lines = open.iter().map(|step| Message::verbatim(called(&step.name, &step.title)));
        if let Some(list) = list_of_first(lines.collect(), 12) {
            say(&message!("cli.open-milestones", "Open milestones: {list}", list));
        }
        let open: Vec<String> = open.iter().map(|step| step.name.clone()).collect();
        if confirm(&message!(
            "cli.milestones-too",
            "Record {number#this milestone|these # milestones} as reached too?",
            number = open.len()
        ))? {
            // First the milestones, so that none of the activity's is open.
            self.ids.splice(0..0, open);
        }
        Ok(())
    }
}

impl Asks for Start {
    fn plan(&self) -> Option<String> {
        self.edit.plan.clone()
    }

    fn ask(&mut self, lookup: &Lookup<'_>) -> Result<()> {
        let can_start = |item: &OpenItem<'_>| {
            is_activity(item) && matches!(item.facts.status, Status::Planned | Status::OnHold)
        };
        let question = message!("cli.which-starts", "What begins?");
        let items =
            lookup.items(&self.ids, &Wanted { is_offered: can_start, question, several: true })?;
        self.ids = names(&items);
        let ended = items.iter().find(|item| item.status.is_some_and(Status::has_ended));
        if let (Some(item), None) = (ended, &self.reason) {
            let status = item.status.map_or(Message::verbatim(""), Status::label);
            say(&message!(
                "cli.is-reopened",
                "{item} is {status}: to reopen it needs a reason",
                item = called(&item.name, &item.title),
                status
            ));
            self.reason = Some(reason()?);
        }
        Ok(())
    }
}

impl Asks for Hold {
    fn plan(&self) -> Option<String> {
        self.pause.edit.plan.clone()
    }

    fn ask(&mut self, lookup: &Lookup<'_>) -> Result<()> {
        let question = message!("cli.which-is-held", "What is on hold?");
        let can_be_held =
            |item: &OpenItem<'_>| is_activity(item) && item.facts.status != Status::OnHold;
        self.pause.ask(lookup, &Wanted { is_offered: can_be_held, question, several: true })
    }
}

impl Asks for Postpone {
    fn plan(&self) -> Option<String> {
        self.pause.edit.plan.clone()
    }

    fn ask(&mut self, lookup: &Lookup<'_>) -> Result<()> {
        let question = message!("cli.which-is-postponed", "What is postponed to a later plan?");
        self.pause.ask(lookup, &Wanted { is_offered: is_activity, question, several: true })
    }
}

impl Asks for Cancel {
    fn plan(&self) -> Option<String> {
        self.pause.edit.plan.clone()
    }

    fn ask(&mut self, lookup: &Lookup<'_>) -> Result<()> {
        let question = message!("cli.which-is-cancelled", "What is cancelled?");
        self.pause.ask(lookup, &Wanted { is_offered: is_activity, question, several: true })
    }
}

impl Pause {
    fn ask(&mut self, lookup: &Lookup<'_>, wanted: &Wanted) -> Result<()> {
        self.ids = names(&lookup.items(&self.ids, wanted)?);
        if self.reason.is_none() {
            self.reason = Some(reason()?);
        }
        Ok(())
    }
}

impl Asks for Progress {
    fn plan(&self) -> Option<String> {
        self.edit.plan.clone()
    }

    fn ask(&mut self, lookup: &Lookup<'_>) -> Result<()> {
        let question = message!("cli.which-progressed", "What has progressed?");
        let wanted = Wanted { is_offered: is_activity, question, several: false };
        let items = lookup.items(self.id.as_slice(), &wanted)?;
        let Some(item) = items.first() else { return Ok(()) };
        self.id = Some(item.name.clone());
        if self.percent.is_none() {
            let now = item.progress.map_or(0, |percent| percent.tenths() / 10);
            let prompt = message!(
                "cli.how-much",
                "How much of {item} is done, in percent? (now {now}%)",
                item = called(&item.name, &item.title),
                now
            );
            let day = lookup.session.day();
            self.percent = Some(ask(&prompt, |line| match line {
                "" => Err(message!("cli.name-a-percentage", "type a number from 0 to 100")),
                line => fitting("progress", line, day),
            })?);
        }
        Ok(())
    }
}

impl Asks for Slip {
    fn plan(&self) -> Option<String> {
        self.edit.plan.clone()
    }

    fn ask(&mut self, lookup: &Lookup<'_>) -> Result<()> {
        let question = message!("cli.which-slips", "What will be late?");
        let wanted = Wanted { is_offered: |_| true, question, several: false };
        let items = lookup.items(self.id.as_slice(), &wanted)?;
        let Some(item) = items.first() else { return Ok(()) };
        self.id = Some(item.name.clone());
        // A milestone that was reached does not move: the edit says so.
        if item.is_reached {
            return Ok(());
        }
        if self.due.is_none() {
            let item_name = called(&item.name, &item.title);
            let prompt = match item.due {
                Some(due) => message!(
                    "cli.new-date",
                    "New date of {item} (now {due}), such as 2024-12-15, friday or +2w:",
                    item = item_name,
                    due = long_day(due)
                ),
                None => message!(
                    "cli.first-date",
                    "Date of {item}, such as 2024-12-15, friday or +2w:",
                    item = item_name
                ),
            };
            let day = lookup.session.day();
            self.due = Some(ask(&prompt, |line| match line {
                "" => Err(message!("cli.type-a-date", "type a date, such as 2024-09-30")),
                line => asked_day(line, day).and_then(|_| fitting("due", line, day)),
            })?);
        }
        if self.reason.is_none() {
            self.reason = Some(reason()?);
        }
        Ok(())
    }
}

/// Returns a value if it fits a key of an activity.
fn fitting(key: &str, value: &str, day: crate::model::Day) -> Result<String, Message> {
    match unfit_value(key, value, day) {
        None => Ok(value.to_owned()),
        Some(why) => Err(why),
    }
}

/// Asks for a reason.
fn reason() -> Result<String> {
    ask(&message!("cli.why", "Why? (one sentence; everyone can read it)"), |line| match line {
        "" => Err(message!("cli.type-a-reason", "type a reason")),
        line => Ok(line.to_owned()),
    })
}

fn names(items: &[NamedItem]) -> Vec<String> {
    items.iter().map(|item| item.name.clone()).collect()
}

/// Returns a name with its title.
fn called(name: &str, title: &str) -> String {
    clean_line(&format!("{name} {title}")).into_owned()
}
