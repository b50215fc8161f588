//! What one can do with a workplans folder, a file each: options in, a report or an error out.
//!
//! Nothing here knows a command line, a terminal or a form of an answer: whoever asks gives plain
//! values, and shows the [`crate::report`] that comes back.

pub(crate) mod activity_edit;
mod add;
mod done;
mod init;
mod pause;
mod progress;
mod replace;
mod set;
mod slip;
mod start;
pub(crate) mod verify_edit;
pub(crate) mod write;

pub use crate::edit::Assignment;
pub use activity_edit::EditOptions;
pub use add::{AddOptions, add};
pub use done::done;
pub use init::{CiService, InitOptions, init};
pub use pause::{cancel, hold, postpone};
pub use progress::progress;
pub use replace::replace_all;
pub use set::set;
pub use slip::slip;
pub use start::start;
