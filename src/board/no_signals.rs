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

    /// Does nothing.
    pub(super) fn end(&self) {}
}
