//! What commands ask on a terminal for that change no activity: which one is shown, which one is
//! new, and where the shared copy is.

use super::ask;
use super::items::{Lookup, Wanted};
use super::verbs::{Asks, fitting};
use crate::cli::args::add::Add;
use crate::cli::args::show::Show;
use crate::diagnostic::{Message, list_of, message};
use crate::ops::{asked_day, organization_named, own_in_plan};
use crate::text::clean_line;
use crate::workspace::Result;

/// Asks for the address of the shared copy.
///
/// # Errors
/// If no answer can be read.
pub(in crate::cli) fn address_of_copy() -> Result<String> {
    let prompt = message!(
        "cli.where-is-copy",
        "Where are your group's plans? (the address, from the person who keeps them)"
    );
    ask(&prompt, |line| match line {
        "" => Err(message!(
            "cli.type-an-address",
            "type an address, such as https://example.org/group/plans.git; to practise without one: \
             `workplan get --practice`"
        )),
        line => Ok(line.to_owned()),
    })
}

impl Asks for Show {
    fn plan(&self) -> Option<String> {
        self.plan.clone()
    }

    fn ask(&mut self, lookup: &Lookup<'_>) -> Result<()> {
        if self.id.is_none() {
            let question = message!("cli.which-is-shown", "Which one?");
            let wanted = Wanted { is_offered: |_| true, question, several: false };
            self.id = lookup.items(&[], &wanted)?.into_iter().next().map(|item| item.name);
        }
        Ok(())
    }
}

impl Asks for Add {
    fn plan(&self) -> Option<String> {
        self.edit.plan.clone()
    }

    fn ask(&mut self, lookup: &Lookup<'_>) -> Result<()> {
        let is_complete = self.priority.is_some() && self.title.is_some() && !self.owner.is_empty();
        if self.part.is_some() || is_complete {
            return Ok(());
        }
        let plan = lookup.plans.plan(lookup.plan)?;
        let day = lookup.session.day();
        if self.title.is_none() {
            let prompt = message!("cli.what-is-new", "What is to be done? (the title)");
            self.title = Some(ask(&prompt, |line| match line {
                "" => Err(message!("cli.type-a-title", "type a title")),
                line => fitting("title", line, day),
            })?);
        }
        if self.priority.is_none() {
            let all = plan.plan.priorities.iter();
            let names: Vec<(&str, &str)> =
                all.map(|one| (&*one.id.value, &*one.title.value)).collect();
            let list = list_of(names.iter().map(|(id, title)| named(id, title)));
            let prompt = message!(
                "cli.which-priority",
                "Under which priority? ({list})",
                list = list.unwrap_or_else(|| Message::verbatim(""))
            );
            self.priority =
                Some(ask(&prompt, |line| match names.iter().find(|(id, _)| *id == line) {
                    Some((id, _)) => Ok((*id).to_owned()),
                    None => Err(message!("cli.type-a-priority", "type the id of one of them")),
                })?);
        }
        if self.owner.is_empty() {
            let own = own_in_plan(lookup.plans, plan);
            let prompt = match own.is_empty() {
                true => message!("cli.who-owns", "Which organization is accountable?"),
                false => message!(
                    "cli.who-owns-or-me",
                    "Which organization is accountable? (Enter: {own})",
                    own = clean_line(&own.join(", "))
                ),
            };
            self.owner = ask(&prompt, |line| match line {
                "" if own.is_empty() => {
                    Err(message!("cli.type-an-organization", "type an id or a short name"))
                }
                "" => Ok(own.clone()),
                line => match organization_named(plan, line) {
                    Ok(id) => Ok(vec![id]),
                    Err(error) => Err(error.in_one_line()),
                },
            })?;
            self.due = match self.due.take() {
                Some(due) => Some(due),
                None => ask_due(day)?,
            };
        }
        Ok(())
    }
}

/// Asks when something new is due; an empty line says that it is not known yet.
fn ask_due(day: crate::model::Day) -> Result<Option<String>> {
    let prompt = message!(
        "cli.due-of-new",
        "When is it due? (such as 2027-03-31, friday or +3w; Enter: not known yet)"
    );
    ask(&prompt, |line| match line {
        "" => Ok(None),
        line => {
            asked_day(line, day)?;
            fitting("due", line, day).map(Some)
        }
    })
}

fn named(id: &str, title: &str) -> Message {
    Message::verbatim(clean_line(&format!("{id} {title}")).into_owned())
}
