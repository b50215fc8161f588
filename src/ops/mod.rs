//! What one can do with a workplans folder, a file each: options in, a report or an error out.
//!
//! Nothing here knows a command line, a terminal or a form of an answer: whoever asks gives plain
//! values, and shows the [`crate::report`] that comes back.

mod init;
mod replace;

pub use init::{CiService, InitOptions, init};
pub use replace::replace_all;
