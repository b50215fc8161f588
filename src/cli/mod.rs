//! Arguments, environment and commands. The environment is read once, here; a command is one file:
//! its arguments and `run`.

mod args;
mod commands;
mod complete;
mod edits;
mod environment;
mod findings;
mod help;
mod import_sheet;
mod main;
mod mapping;
mod merge_sides;
mod new_faults;
mod output;
mod progress;
mod resolve;
mod rollover;
mod root;
mod session;
mod workbook;

pub use main::main;
