//! Where the files come from. The only place that touches the file system and git.

mod astray;
mod cache;
mod git;
mod identity;
mod links;
mod lock;
mod name;
mod new;
mod output;
mod parts;
mod single;
mod tree;
mod way;

pub use astray::{Astray, led_astray};
pub use cache::Cache;
pub use git::{
    Commit, InPlace, LineMerge, MergeBase, NoRepository, NoRevision, Places, Repository, Revision, State, States, Unmerged, Walk,
    last_until, may_be_sparse, merge_lines, merge_lines_of,
};
pub use identity::git_email;
pub use lock::{Lock, lock};
pub use name::is_plain_name;
pub use new::{first_plan, is_there, write_all_new};
pub use output::{NewText, is_stream, replace, replace_all, room, stream_whole, write_new, write_set, write_whole};
pub use parts::Parts;
pub use single::{read_file, read_standard_input, real_place};
pub use tree::{Files, Unreadable, changed_at, find_folder, read_folder, repository_above, way_from_root};
pub use way::{Link, Way, plain};
