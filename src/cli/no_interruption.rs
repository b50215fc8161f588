//! Ctrl-C where the system has no signals, as on Windows: it ends the program without a sentence.

use super::stage::Stage;

/// Hears of nothing.
pub(super) struct Interruption;

impl Interruption {
    /// Does nothing.
    pub(super) fn watch(_: Stage) -> Interruption {
        Interruption
    }

    /// Does nothing.
    pub(super) fn note(&self, _: Stage) {}
}
