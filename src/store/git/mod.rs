//! Plans as they were: read from git's object database, through git's own plumbing. Nothing is checked out, fetched or executed.

mod answers;
mod command;
mod history;
mod lines;
mod listed;
mod losses;
mod moved;
mod nesting;
mod place;
mod repository;
mod strays;
mod tree;
mod tree_object;
mod unmerged;
mod ways;

pub(super) use command::Git;
pub use history::{Revision, State, States, Walk, last_until};
pub use lines::{LineMerge, merge_lines, merge_lines_of};
pub(super) use listed::may_know;
pub use moved::Places;
pub use place::may_be_sparse;
pub(super) use place::{git_folder, is_without_tree};
pub use repository::{Commit, MergeBase, NoRepository, NoRevision, Repository};
pub use tree::InPlace;
pub(super) use tree::{MOST_ENTRIES, too_many_entries};
pub use unmerged::Unmerged;
