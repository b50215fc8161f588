//! From bytes to a folder of plans, with the place of every value and everything that is wrong with
//! the files.
//!
//! `yaml` makes a tree with places of a file, `v1` reads it by the tables in `keys`, and `folder`
//! puts the files together.

mod aliases;
mod date_words;
mod file_role;
mod file_set;
mod folder;
mod join;
pub mod keys;
mod known_files;
mod misnamed;
pub mod output_forms;
mod parallel;
mod patch;
pub mod rule;
pub mod schema;
mod v1;
mod versions;
pub mod yaml;

pub use aliases::{date as date_meant, key_meant, status_meant};
pub use date_words::{NotADate, TypedDate};
pub use file_role::{FileRole, is_plan_name, name_meant, path_meant, plan_of, role, stem};
pub use file_set::{FileSet, MAX_FILE_BYTES, MAX_FOLDER_BYTES, RawFile, edits_by_file};
pub use folder::{Reading, read, read_both};
pub use known_files::KnownFiles;
pub use parallel::map as map_parallel;
pub use patch::revised;
pub use v1::LeftOut;
pub use versions::{Version, Versions, read_versions};
