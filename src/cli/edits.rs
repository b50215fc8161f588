//! How an edit is run and answered.

use super::args::EDITING;
use super::args::edit::EditArgs;
use super::output::CommandOutput;
use super::session::Session;
use crate::diagnostic::message;
use crate::ops::{EditOptions, PartOptions};
use crate::render::found_faults;
use crate::report::{Edits, Endorsement, NewFindings};
use crate::workspace::{ErrorKind, Result};

impl EditArgs {
    /// Runs an edit of activities, and shows what it changed.
    pub(super) fn run(
        &self,
        session: &Session,
        ids: &[String],
        edit: impl FnOnce(&EditOptions) -> Result<Edits>,
    ) -> Result<CommandOutput> {
        let is_json = self.is_json(session)?;
        let (ids, plan) = (ids.to_vec(), self.plan.clone());
        let seen = self.seen.clone();
        let edits = edit(&EditOptions { ids, plan, dry_run: self.dry_run, seen });
        let edits = edits.map_err(|error| match error.kind() {
            ErrorKind::Changed => error.hint(message!(
                "cli.changed-meanwhile",
                "nothing was written; run the same command again"
            )),
            _ => error,
        })?;
        Ok(shown(edits, is_json, session))
    }

    /// Runs an edit of what stands above activities, and shows what it changed.
    pub(super) fn run_part(
        &self,
        session: &Session,
        edit: impl FnOnce(&PartOptions) -> Result<Edits>,
    ) -> Result<CommandOutput> {
        let is_json = self.is_json(session)?;
        let mut options = PartOptions::default();
        (options.plan, options.dry_run) = (self.plan.clone(), self.dry_run);
        Ok(shown(edit(&options)?, is_json, session))
    }

    /// Whether the answer is JSON; of a dry run it can be a file for `git apply`.
    pub(super) fn is_json(&self, session: &Session) -> Result<bool> {
        let endings: &[&str] = if self.dry_run { &["diff", "patch"] } else { &[] };
        session.common.format_beside(EDITING, endings)
    }
}

/// Shows what an edit changed.
pub(super) fn shown(edits: Edits, is_json: bool, session: &Session) -> CommandOutput {
    let text = if is_json { edits.json() } else { edits.terminal(&session.environment.out) };
    let output = with_findings(CommandOutput::done(text), edits.new_findings.as_ref(), session);
    let has_written = edits.has_written();
    CommandOutput { notes: edits.notes, has_written, ..output }
}

/// Shows what was written for an endorsement; with what became a commitment, if it `is_listed`.
pub(super) fn endorsed(
    done: &Endorsement,
    is_listed: bool,
    is_json: bool,
    session: &Session,
) -> CommandOutput {
    let screen = &session.environment.out;
    let listed = if is_listed { done.commitments(screen) } else { String::new() };
    let text = if is_json { done.json() } else { listed + &done.written(screen) };
    let has_written = done.edits.has_written();
    let output = CommandOutput { has_written, ..CommandOutput::done(text) };
    with_findings(output, done.edits.new_findings.as_ref(), session)
}

/// Shows on standard error, beside the answer, what `check` finds anew.
pub(super) fn with_findings(
    output: CommandOutput,
    new: Option<&NewFindings>,
    session: &Session,
) -> CommandOutput {
    let shown = new.map(|new| {
        let faults = found_faults(&new.faults, &session.environment.err);
        format!("{faults}{}\n", new.summary)
    });
    CommandOutput { findings: shown.unwrap_or(output.findings), ..output }
}
