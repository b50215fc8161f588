//! One file a command: its arguments with their help, and `run`.

pub(super) mod add;
pub(super) mod check;
pub(super) mod completions;
pub(super) mod diff;
pub(super) mod digest;
pub(super) mod export;
pub(super) mod import;
pub(super) mod init;
pub(super) mod list;
pub(super) mod log;
pub(super) mod man;
pub(super) mod matrix;
pub(super) mod merge_file;
pub(super) mod overdue;
pub(super) mod report;
pub(super) mod resolve;
pub(super) mod rollover;
pub(super) mod schema;
pub(super) mod set;
pub(super) mod show;
pub(super) mod status;
pub(super) mod trend;
pub(super) mod upcoming;
pub(super) mod verbs;
