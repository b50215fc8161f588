//! Asks whether a plan is endorsed, with what becomes a commitment.

use super::confirm;
use crate::cli::output::write_error;
use crate::diagnostic::message;
use crate::render::Terminal;
use crate::report::Endorsement;
use crate::workspace::{Error, Result};

/// Shows what becomes a commitment, and asks whether the plan is endorsed.
///
/// # Errors
/// If it is not.
pub(in crate::cli) fn agreed(planned: &Endorsement, screen: &Terminal) -> Result<()> {
    write_error(&planned.commitments(screen));
    match confirm(&message!("cli.endorse-it", "Endorse it?"))? {
        true => Ok(()),
        false => Err(Error::refused(message!("cli.not-endorsed", "nothing was written"))),
    }
}
