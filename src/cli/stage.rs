//! How far a run is that shares changes, for whoever interrupts it.

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
