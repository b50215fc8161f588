//! Arguments, environment and commands. The environment is read once, here; a command is one file:
//! its arguments and `run`.

mod activity_log;
mod args;
mod baseline;
mod beginnings;
mod burn_up;
mod calendar;
mod change_log;
mod commands;
mod commit_edits;
mod complete;
mod edit;
mod edits;
mod environment;
mod fix;
mod help;
mod history;
mod import_sheet;
mod init;
mod main;
mod mapping;
mod new_faults;
mod output;
mod parallel;
mod previous_places;
mod progress;
mod recorded_activity;
mod resolve;
mod result_cache;
mod rollover;
mod root;
mod rules;
mod select;
mod session;
mod state_reader;
mod verify_edit;
mod workbook;

pub use main::main;
