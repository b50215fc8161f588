//! Plans as they were: read from git's object database, through git's own plumbing. Nothing is
//! checked out, fetched or executed.

mod answers;
mod command;
mod history;
mod line_merge;
mod link_folders;
mod listed;
mod losses;
mod merge_commits;
mod moved_folder;
mod nesting;
mod repository;
mod repository_place;
mod strays;
mod tree;
mod tree_object;
mod unmerged;

pub(super) use command::Git;
pub use history::{CommitWalk, FolderState, Revision, StateReader, last_until};
pub use line_merge::{LineConflicts, merge_lines, merge_lines_of};
pub(super) use listed::may_know;
pub use moved_folder::FolderPlaces;
pub use repository::{Commit, MergeBase, NoRepository, NoRevision, Repository};
pub use repository_place::may_be_sparse;
pub(super) use repository_place::{git_folder, is_without_tree};
pub use tree::InPlace;
pub(super) use tree::{MOST_ENTRIES, too_many_entries};
pub use unmerged::Unmerged;
