//! `workplan diff`: shows what changed.

use crate::analysis::Index;
use crate::cli::args::{Common, Diff};
use crate::cli::environment::Environment;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::{self, DiffOptions};
use crate::report::DiffReport;
use crate::workspace::Result;

impl Diff {
    pub(in crate::cli) fn run(
        &self,
        common: &Common,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        let session = Session::since(&self.common(common)?, environment, self.base())?;
        session.run(|session| self.compare(session))
    }

    fn compare(&self, session: &mut Session) -> Result<CommandOutput> {
        let options = DiffOptions {
            base: self.base.clone(),
            from_merge_base: self.merge_base,
            is_gate: self.fail,
            plans: self.plans.clone(),
        };
        ops::open_base(session, &options)?;
        let (earlier, now) = session.read_both()?;
        let (index_earlier, index_now) = (Index::new(&earlier.folder), Index::new(&now.folder));
        let [before, after] = session.both_plans([(&earlier, &index_earlier), (&now, &index_now)]);
        let report = ops::diff(&before, &after, &options)?;
        let has_changes = !report.plans.is_empty();
        let report = DiffReport { command: self.command(&session.options), ..report };
        Ok(session.show(&report)?.found_if(self.fail && has_changes))
    }
}
