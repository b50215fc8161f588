//! `workplan status`: shows the status of a plan.

use crate::cli::args::{ByArg, Status};
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::{self, StatusOptions};
use crate::report::BreakdownBy;
use crate::workspace::Result;

impl Status {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let plans = &session.load()?;
        if self.all {
            return session.show(&ops::status_of_all(plans)?);
        }
        let by = self.by.map(|by| match by {
            ByArg::Priority => BreakdownBy::Priority,
            ByArg::Theme => BreakdownBy::Theme,
            ByArg::Owner => BreakdownBy::Owner,
        });
        let options = StatusOptions { plan: self.plan.clone(), by, against: self.against.clone() };
        session.show(&ops::status(plans, &options)?)
    }
}
