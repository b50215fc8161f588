//! The settings that the board starts with.

use crate::model::Day;
use crate::ops::BoardOptions;
use crate::workspace::Options;

/// The settings that the board starts with.
pub(crate) struct Start {
    /// The folder, the day, how strictly.
    pub options: Options,
    /// The plan, and whose items come first.
    pub board: BoardOptions,
    /// Whether colours are wanted.
    pub color: bool,
    /// Returns the present day: the board may stay open for days.
    pub today: fn() -> Day,
}
