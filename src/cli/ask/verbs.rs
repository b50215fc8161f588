//! What the everyday commands ask on a terminal for: the activity, the day, the reason.

use super::items::{Lookup, Wanted, is_activity};
use super::{ask, can_ask, confirm, say};
use crate::analysis::OpenItem;
use crate::cli::args::Common;
use crate::cli::args::verbs::{Cancel, Done, Hold, Pause, Postpone, Progress, Slip, Start};
use crate::cli::environment::Environment;
use crate::cli::session::Session;
use crate::diagnostic::{Message, list_of_first, long_day, message};
use crate::model::{Day, Status};
use crate::ops::{NamedItem, NearItem, SeenItem, asked_day, unfit_value};
use crate::text::clean_line;
use crate::workspace::Result;

/// The arguments that a question replaces, by command. Those that follow without a flag are named
/// as well: an argument that is changed goes behind the others.
const ASKED: &[(&str, &[&str])] = &[
    ("done", &["ids"]),
    ("start", &["ids"]),
    ("hold", &["ids", "reason"]),
    ("postpone", &["ids", "reason"]),
    ("cancel", &["ids", "reason"]),
    ("progress", &["id", "percent"]),
    ("slip", &["id", "due", "reason"]),
    ("show", &["id", "plan"]),
    ("add", &["priority", "title", "owner"]),
    ("get", &["address", "folder"]),
];

/// So many days ahead is the date that a question names as an example.
const EXAMPLE_DAYS: u64 = 30;

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
        (self.ids, self.edit.seen) = named(&items);
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
        let seen = open.iter().map(|name| SeenItem::new(lookup.plans, lookup.plan, name));
        let seen = seen.collect::<Result<Vec<_>>>()?;
        if confirm(&message!(
            "cli.milestones-too",
            "Record {number#this milestone|these # milestones} as reached too?",
            number = open.len()
        ))? {
            // First the milestones, so that none of the activity's is open.
            self.ids.splice(0..0, open);
            self.edit.seen.extend(seen);
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
        let items = lookup
            .activities(&self.ids, &Wanted { is_offered: can_start, question, several: true })?;
        (self.ids, self.edit.seen) = named(&items);
        let ended = items.iter().find(|item| item.status.is_some_and(Status::has_ended));
        if let (Some(item), None) = (ended, &self.reason) {
            let status = item.status.map_or(Message::verbatim(""), Status::label);
            say(&message!(
                "cli.is-reopened",
                "{item} is {status}: to reopen it needs a reason",
                item = called(&item.name, &item.title),
                status
            ));
            self.reason = Some(reason(lookup.session.day())?);
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
        (self.ids, self.edit.seen) = named(&lookup.activities(&self.ids, wanted)?);
        if self.reason.is_none() {
            self.reason = Some(reason(lookup.session.day())?);
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
        let items = lookup.activities(self.id.as_slice(), &wanted)?;
        let Some(item) = items.first() else { return Ok(()) };
        (self.id, self.edit.seen) = (Some(item.name.clone()), vec![item.seen.clone()]);
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
        (self.id, self.edit.seen) = (Some(item.name.clone()), vec![item.seen.clone()]);
        // A milestone that was reached does not move: the edit says so.
        if item.is_reached {
            return Ok(());
        }
        if self.due.is_none() {
            let item_name = called(&item.name, &item.title);
            let day = lookup.session.day();
            let example = (day + chrono::Days::new(EXAMPLE_DAYS)).to_string();
            let example = example.as_str();
            let prompt = match item.due {
                Some(due) => message!(
                    "cli.new-date",
                    "New date of {item} (now {due}), such as {example}, friday or +2w:",
                    item = item_name,
                    due = long_day(due),
                    example
                ),
                None => message!(
                    "cli.first-date",
                    "Date of {item}, such as {example}, friday or +2w:",
                    item = item_name,
                    example
                ),
            };
            self.due = Some(ask(&prompt, |line| match line {
                "" => Err(message!("cli.type-a-date", "type a date, such as {example}", example)),
                line => {
                    let (due, _) = asked_day(line, day)?;
                    match item.start.filter(|start| *start > due) {
                        None => fitting("due", line, day),
                        Some(start) => Err(message!(
                            "cli.due-before-start",
                            "it starts on {start}: type a later date",
                            start = long_day(start)
                        )),
                    }
                }
            })?);
        }
        if self.reason.is_none() {
            self.reason = Some(reason(lookup.session.day())?);
        }
        Ok(())
    }
}

/// Returns a value if it fits a key of an activity.
pub(super) fn fitting(key: &str, value: &str, day: Day) -> Result<String, Message> {
    match unfit_value(key, value, day) {
        None => Ok(value.to_owned()),
        Some(why) => Err(why),
    }
}

/// Asks for a reason, as an edit on that day can write it.
fn reason(day: Day) -> Result<String> {
    ask(&message!("cli.why", "Why? (one sentence; everyone can read it)"), |line| match line {
        "" => Err(message!("cli.type-a-reason", "type a reason")),
        line => fitting("reason", line, day),
    })
}

/// Returns the names of items, and the items as they were shown.
fn named(items: &[NamedItem]) -> (Vec<String>, Vec<SeenItem>) {
    items.iter().map(|item| (item.name.clone(), item.seen.clone())).unzip()
}

/// Returns a name with its title.
fn called(name: &str, title: &str) -> String {
    clean_line(&format!("{name} {title}")).into_owned()
}
