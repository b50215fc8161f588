//! Ctrl-C where the system has no signals, as on Windows: it ends the program without a sentence.

/// How far a run is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stage {
    /// The user's changes are being saved.
    Saving,
    /// They are saved, and not known to be shared.
    Saved,
    /// The changes of others are being taken in.
    TakingIn,
    /// All is done but for the last words.
    Done,
}

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
