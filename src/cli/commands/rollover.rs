//! `workplan rollover`: writes the plan that follows another one.

use crate::cli::args::EDITING;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops;
use crate::render::{rollover_json, rollover_text};
use crate::workspace::Result;

pub(super) use crate::cli::args::rollover::Rollover;

impl Rollover {
    pub(super) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let texts: &[&str] = if self.dry_run { &["diff", "patch", "yaml", "yml"] } else { &[] };
        let is_json = session.common.format_beside(EDITING, texts)?;
        let rollover = ops::rollover(session, &self.options())?;
        let text = match is_json {
            true => rollover_json(&rollover),
            false => rollover_text(&rollover, &session.environment.out),
        };
        Ok(CommandOutput::done(text).after_writing(rollover.is_written))
    }
}
