//! From bytes to a folder of plans, with the place of every value and everything that is wrong with the files.
//!
//! `yaml` makes a tree with places of a file, `v1` reads it by the tables in `keys`, and `folder` puts the files together.

mod date_words;
mod folder;
pub mod forms;
mod habits;
mod input;
pub mod keys;
mod layout;
mod misnamed;
mod parallel;
mod revise;
pub mod rule;
pub mod schema;
mod v1;
mod versions;
pub mod yaml;

pub use date_words::{NotADate, TypedDate};
pub use folder::{Reading, read, read_both};
pub use habits::{date as date_meant, key_meant, status_meant};
pub use input::{Input, MAX_FILE_BYTES, MAX_FOLDER_BYTES, RawFile, edits_by_file};
pub use layout::{Role, is_plan_name, name_meant, plan_of, role, stem};
pub use parallel::map as map_parallel;
pub use revise::revised;
pub use v1::LeftOut;
pub use versions::{Version, Versions, read_versions};
