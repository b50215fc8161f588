//! The command line: arguments, environment and commands. The environment is read once, here; a
//! command is one file.

mod args;
mod ask;
mod asked_me;
mod color_when;
mod commands;
mod complete;
mod edits;
mod environment;
mod export_folder;
mod findings;
mod help;
mod imports;
#[cfg_attr(not(unix), path = "no_interruption.rs")]
mod interruption;
mod mails;
mod main;
mod man_pages;
mod mcp;
mod output;
mod paper;
mod program;
mod progress;
mod questions;
mod rehearsal;
mod root;
mod run;
mod session;
mod setting_up;
mod sharing;
mod stage;
mod workbook;

#[doc(hidden)] // For the tests.
pub use help::help_texts;
pub use main::main;
#[doc(hidden)] // For the fuzz target.
pub use rehearsal::rehearsed_mcp;
