//! Arguments, environment and commands. The environment is read once, here; a command is one file: its arguments and `run`.

mod args;
mod baseline;
mod burn_up;
mod choice;
mod command;
mod commits;
mod complete;
mod edit;
mod environment;
mod facts;
mod failure;
mod first;
mod from_sheet;
mod help;
mod history;
mod kept;
mod later;
mod line;
mod main;
mod mend;
mod named_files;
mod next_plan;
mod old_places;
mod open_merge;
mod outcome;
mod past;
mod progress;
mod records;
mod reels;
mod reread;
mod rules;
mod session;
mod story;
mod workbook;

pub use main::main;
