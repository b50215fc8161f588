//! `add theme` and the like: add what stands above the activities.

use crate::cli::args::add_part::{AddOrganization, AddPart, AddPerson, AddPriority, AddTheme};
use crate::cli::args::edit::EditArgs;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::{self, Assignment, NewPart};
use crate::workspace::Result;

impl AddPart {
    /// The flags of the edit.
    pub(in crate::cli) fn flags(&self) -> &EditArgs {
        match self {
            AddPart::Theme(AddTheme { edit, .. })
            | AddPart::Priority(AddPriority { edit, .. })
            | AddPart::Organization(AddOrganization { edit, .. })
            | AddPart::Person(AddPerson { edit, .. }) => edit,
        }
    }

    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let title = |title: &str| vec![Assignment::set("title", title)];
        let (new, mut all, more) = match self {
            AddPart::Theme(own) => {
                (NewPart::Theme(own.new_id.clone()), title(&own.title), &own.fields)
            }
            AddPart::Priority(own) => {
                (NewPart::Priority(own.new_id.clone()), title(&own.title), &own.fields)
            }
            AddPart::Organization(own) => {
                let name = Assignment::set("name", own.name.as_str());
                let short = own.short.iter().map(|short| Assignment::set("short", short.as_str()));
                let all = std::iter::once(name).chain(short).collect();
                (NewPart::Organization(own.new_id.clone()), all, &own.fields)
            }
            AddPart::Person(own) => {
                let name = Assignment::set("name", own.name.as_str());
                let email = own.email.iter().map(|email| Assignment::set("email", email.as_str()));
                let all = std::iter::once(name).chain(email).collect();
                (NewPart::Person(own.organization.clone()), all, &own.fields)
            }
        };
        for text in more {
            all.push(Assignment::parse(text)?);
        }
        self.flags().run_part(session, |options| ops::add_part(session, &new, options, &all))
    }
}
