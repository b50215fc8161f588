//! Plans as they were: read from git's object database, through git's own plumbing. Nothing is
//! checked out, fetched or executed.

mod answers;
mod cat_file;
mod command;
mod commit;
mod environment;
mod folder_state;
mod history;
mod line_merge;
mod link_budget;
mod link_folders;
mod listed;
mod losses;
mod merge_base;
mod merge_commits;
mod moved_folder;
mod nesting;
mod program;
mod repository;
mod repository_place;
mod revision;
mod state_reader;
mod strays;
mod target;
mod tree;
mod tree_object;
mod tree_path;
mod unmerged;

pub use commit::{Commit, NoRevision};
pub use folder_state::FolderState;
pub use history::{CommitWalk, Revision, last_until};
pub use line_merge::{LineConflicts, merge_lines, merge_lines_of};
pub(super) use listed::may_know;
pub use merge_base::MergeBase;
pub use moved_folder::FolderPlaces;
pub use repository::{NoRepository, Repository};
pub use repository_place::may_be_sparse;
pub(super) use repository_place::{git_folder, is_without_tree, own_folders};
pub use state_reader::StateReader;
pub(super) use target::Git;
pub use tree::InPlace;
pub use unmerged::Unmerged;
