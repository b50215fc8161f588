//! The user of a run, as it sees the user.

use crate::diagnostic::Message;
use crate::edit::merge::Favour as KeptSide;
use crate::report::{ShareConflict, ShareStep};
use crate::workspace::Result;

/// The user, who sees each step and can be asked.
pub trait ShareDialogue {
    /// Shows a step that was taken.
    fn step(&self, step: &ShareStep<'_>);
    /// Whether the user can be asked.
    fn can_ask(&self) -> bool;
    /// Says that others are waited for: the shared copy may be far away.
    fn waits(&self);
    /// Asks who the user is: the name and the address that others will see.
    ///
    /// # Errors
    /// If no answer can be read.
    fn introduce(&self) -> Result<(String, String)>;
    /// Asks whether changes that were taken out of the shared copy are put back into it.
    ///
    /// # Errors
    /// If no answer can be read.
    fn puts_back(&self, what: &Message) -> Result<bool>;
    /// Asks which side counts; `None` if the user wants to stop.
    ///
    /// # Errors
    /// If no answer can be read.
    fn choose(
        &self,
        conflict: &ShareConflict,
        number: usize,
        all: usize,
    ) -> Result<Option<KeptSide>>;
}
