//! `workplan show`: shows everything about one activity.

use crate::cli::args::show::Show;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::{self, ActivityName};
use crate::workspace::Result;

impl Show {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let plans = &session.load()?;
        let id = self.id.as_deref().unwrap_or_default();
        session.show(&ops::show(plans, &ActivityName::new(id, self.plan.as_deref()))?)
    }
}
