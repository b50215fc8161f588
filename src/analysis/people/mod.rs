//! The people that a folder names, and its texts without them: for reports that outsiders read.

mod leave_out;
mod names;

pub use names::People;
