//! Plans as they were: read from git's object database, through git's own plumbing. Nothing is checked out, fetched or executed.

mod command;
mod history;
mod lines;
mod repository;
mod tree;

pub use history::{Revision, State, States, Walk, last_until};
pub use lines::{LineMerge, merge_lines};
pub use repository::{Commit, NoRevision, Repository};
