//! `add`: add an activity to a priority.

use crate::cli::args::add::Add;
use crate::cli::args::add_part::AddPart;
use crate::cli::args::edit::EditArgs;
use crate::cli::edits::shown;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::{self, AddOptions};
use crate::workspace::Result;

impl Add {
    /// The flags of the edit: those of the part, if one is added.
    pub(in crate::cli) fn flags(&self) -> &EditArgs {
        self.part.as_ref().map_or(&self.edit, AddPart::flags)
    }

    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        if let Some(part) = &self.part {
            return part.run(session);
        }
        let is_json = self.edit.is_json(session)?;
        let options = AddOptions {
            priority: self.priority.clone().unwrap_or_default(),
            title: self.title.clone().unwrap_or_default(),
            owners: self.owner.clone(),
            due: self.due.clone(),
            start: self.start.clone(),
            status: self.status.clone(),
            themes: self.theme.clone(),
            partners: self.partner.clone(),
            id: self.wanted.clone(),
            more: self.more.clone(),
            plan: self.edit.plan.clone(),
            dry_run: self.edit.dry_run,
        };
        Ok(shown(ops::add(session, &options)?, is_json, session))
    }
}
