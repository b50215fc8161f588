//! Tests of the program from outside, and of its parts together.
#![allow(clippy::unwrap_used, clippy::panic)]

mod architecture;
mod bad_input;
mod baseline;
mod change_rules;
mod diff;
mod digest;
mod edit;
mod edit_laws;
mod emitters;
mod export;
mod history;
mod import;
mod init;
mod manual;
mod mend;
mod merge;
mod past;
mod places;
mod program;
mod report;
mod rollover;
mod rules;
mod schema;
mod shapes;
mod shells;
