//! What the server begins with.

use crate::model::Day;
use crate::workspace::Options;

/// What the server begins with.
pub(crate) struct Start {
    /// The folder, the day, how strictly.
    pub options: Options,
    /// Returns the present day: the editor may stay open for days.
    pub today: fn() -> Day,
}
