//! What one can do with a workplans folder, a file each: options in, a report or an error out.
//!
//! Nothing here knows a command line, a terminal or a form of an answer: whoever asks gives plain
//! values, and shows the [`crate::report`] that comes back.

pub(crate) mod activity_edit;
mod activity_name;
mod add;
mod baseline;
mod check;
mod diff;
mod digest;
mod done;
mod due;
mod explain;
mod export;
mod files;
mod fix;
#[cfg(feature = "workbooks")]
pub mod import;
mod init;
mod line_drafts;
mod list;
mod log;
mod matrix;
mod merge_files;
mod names;
mod new_faults;
mod pause;
mod progress;
mod replace;
mod report;
mod resolve;
mod rollover;
mod schema;
mod select;
mod set;
mod show;
mod slip;
mod start;
mod status;
mod trend;
pub(crate) mod verify_edit;
mod workbook_room;
mod write;

pub use crate::edit::Assignment;
pub use activity_edit::EditOptions;
pub use activity_name::ActivityName;
pub use add::{AddOptions, add};
pub use check::{CheckOptions, check, check_folders, check_standard_input};
pub use diff::{DiffOptions, diff, open_base};
pub use digest::{DigestOptions, digest};
pub use done::done;
pub use due::{DueOptions, overdue, upcoming};
pub use explain::{explain, list_rules};
pub use export::{export, export_history};
pub use files::write_set;
pub use fix::fix;
pub use init::{CiService, InitOptions, init};
pub use list::{ListOptions, Stale, list};
pub use log::log;
pub use matrix::matrix;
pub use merge_files::{MergeFilesOptions, merge_files};
pub use names::{NamedFolder, Names, named_folders};
pub use pause::{cancel, hold, postpone};
pub use progress::progress;
pub use report::{ReportOptions, open_earlier, report};
pub use resolve::{ResolveOptions, resolve};
pub use rollover::{RolloverOptions, rollover};
pub use schema::{SchemaOf, schema};
pub use select::{Selection, status_of};
pub use set::set;
pub use show::show;
pub use slip::slip;
pub use start::start;
pub use status::{StatusOptions, status, status_of_all};
pub use trend::trend;
pub use workbook_room::{disk_full, has_room_for_workbook, no_thread};
