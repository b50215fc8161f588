//! The sources of the files. This is the only place that uses the file system, git and a browser.

mod browser;
mod cache;
mod create;
mod digest;
#[cfg(feature = "workbooks")]
pub mod file_pattern;
mod folder_files;
mod folder_path;
mod git;
mod identity;
mod in_use;
mod link_guard;
mod links;
mod lock;
mod name;
mod output;
mod partitioned_output;
mod private;
mod programs;
mod read_file;
mod read_inside;
mod real_path;
mod site;
mod tree;

pub use browser::{Unprinted, find_browser, print};
pub use cache::Cache;
pub use create::{first_plan, is_there, write_all_new, write_in_place_of};
pub use digest::digest;
pub use folder_files::{FolderFiles, Unreadable};
pub use folder_path::{FolderPath, PathLink, plain};
pub use git::{
    BranchState, Commit, CommitWalk, DiskFolder, FolderPlaces, FolderState, GitMerge, InPlace,
    LineConflicts, MergeBase, NoRepository, NoRevision, PlanTree, PlanTrees, Push, Repository,
    Revision, SharedCopy, SpareIndex, StateReader, TreeChange, TreeEntry, UnderWay, Unmerged,
    UserAnswer, UserGit, WhyLeftOut, ask_git_again, has_other_owner, last_until, may_be_sparse,
    merge_lines, merge_lines_of,
};
pub use identity::git_email;
pub use link_guard::{Astray, led_astray};
pub use lock::{Lock, lock, lock_while};
pub use name::is_plain_name;
pub use output::{
    NewText, is_stream, replace, replace_all, room, stream_whole, write_new, write_set, write_whole,
};
pub use partitioned_output::PartitionedOutput;
pub use private::PrivateFolder;
pub use read_file::{read_file, read_standard_input, real_place};
pub use read_inside::read_inside;
pub use real_path::real_path;
pub use site::{holds_bytes, is_plain_file, is_plain_folder, update_site};
pub use tree::{
    changed_at, find_folder, holds_plans, read_folder, repository_above, way_from_root,
};
