//! Plans as they were: read from git's object database, through git's own plumbing. Nothing is checked out, fetched or executed.

mod command;
mod repository;
mod tree;

pub use repository::{Commit, NoRevision, Repository};
