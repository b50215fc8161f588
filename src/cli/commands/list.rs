//! `workplan list`: lists the activities of a plan.

use crate::cli::args::List;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::{self, ListOptions, Stale};
use crate::render::ListView;
use crate::workspace::Result;

impl List {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let plans = &session.load()?;
        let options = ListOptions {
            plan: self.plan.clone(),
            selection: self.filter.selection(),
            stale: self.stale.map(|days| days.map_or(Stale::AsConfigured, Stale::Days)),
            sort: self.sort,
            is_reversed: self.reverse,
        };
        let report = ops::list(plans, &options)?;
        session.show(&ListView { report, columns: self.columns.clone() })
    }
}
