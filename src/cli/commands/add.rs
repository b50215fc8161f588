//! `add`: add an activity to a priority.

use crate::cli::args::add::Add;
use crate::cli::edits::shown;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::{self, AddOptions};
use crate::workspace::Result;

impl Add {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let is_json = self.edit.is_json(session)?;
        let options = AddOptions {
            priority: self.priority.clone(),
            title: self.title.clone(),
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
