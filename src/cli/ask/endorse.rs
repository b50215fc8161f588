//! Asks whether a plan is endorsed, with what becomes a commitment.

use super::confirm;
use crate::cli::output::write_error;
use crate::diagnostic::message;
use crate::render::Terminal;
use crate::report::Endorsement;
use crate::workspace::Result;

/// Shows what becomes a commitment, and asks whether the plan is endorsed.
///
/// # Errors
/// If no answer can be read.
pub(in crate::cli) fn agreed(planned: &Endorsement, screen: &Terminal) -> Result<bool> {
    write_error(&planned.commitments(screen));
    confirm(&message!("cli.endorse-it", "Endorse it?"))
}
