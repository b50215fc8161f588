//! Where the system has no signals, as on Windows.

use std::io;

/// No signal ever comes.
#[derive(Clone, Default)]
pub(super) struct Signals;

impl Signals {
    /// Does nothing.
    ///
    /// # Errors
    /// Never.
    #[allow(clippy::unnecessary_wraps)]
    pub(super) fn watch() -> io::Result<Self> {
        Ok(Signals)
    }

    /// Whether a signal came.
    pub(super) fn has_come(&self) -> bool {
        false
    }

    /// Whether a signal to stop came.
    pub(super) fn is_to_stop(&self) -> bool {
        false
    }

    /// Whether the process has gone on.
    pub(super) fn has_gone_on(&self) -> bool {
        false
    }

    /// Does nothing.
    pub(super) fn stop(&self) {}

    /// Does nothing.
    pub(super) fn end(&self) {}
}
