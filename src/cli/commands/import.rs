//! `workplan import`: takes in a workbook, or makes a plan out of a sheet.

use crate::cli::args::Format;
use crate::cli::edits::with_findings;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::import::import;
use crate::render::{import_json, import_text};
use crate::workspace::Result;

pub(super) use crate::cli::args::import::Import;

impl Import {
    pub(super) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let texts: &[&str] = if self.dry_run { &["diff", "patch", "yaml", "yml"] } else { &[] };
        let forms = &[(Format::Table, false), (Format::Json, true)];
        let is_json = session.common.format_beside(forms, texts)?;
        let import = import(session, &self.options())?;
        let text = match is_json {
            true => import_json(&import),
            false => import_text(&import, &session.environment.out),
        };
        let output = CommandOutput::done(text)
            .found_if(import.has_conflicts())
            .after_writing(import.has_written());
        Ok(with_findings(output, import.new_findings(), session))
    }
}
