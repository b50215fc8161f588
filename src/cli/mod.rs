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
mod mails;
mod main;
mod man_pages;
mod output;
mod progress;
mod questions;
mod root;
mod session;
mod setting_up;
mod sharing;
mod workbook;

#[doc(hidden)] // For the tests.
pub use help::help_texts;
pub use main::main;
