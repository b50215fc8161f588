//! The conversation with an assistant without its commands, for the fuzz target.

use std::ffi::OsString;

use clap::{CommandFactory, Parser};

use super::color_when::ColorWhen;
use super::environment::Environment;
use super::mcp::{Server, serve};
use super::program::{Answered, Program};
use super::root::Cli;
use crate::render::to_json;

/// Returns what `workplan mcp` answers to an input, if each command answered with its own words.
pub fn rehearsed_mcp(mut input: &[u8], allows_edits: bool) -> Vec<u8> {
    let mut out = Vec::new();
    let (Ok(cli), Ok(environment)) =
        (Cli::try_parse_from(["workplan", "mcp"]), Environment::read(ColorWhen::Never))
    else {
        return out;
    };
    let program = Program { describe: Cli::command, run: words_as_answer };
    let server = Server::new(allows_edits, &cli.common, &environment, &program);
    // What is read and written is in memory.
    let served = serve(&server, &mut input, &mut out, &mut Ok(()));
    debug_assert!(served.is_ok());
    out
}

fn words_as_answer(words: &[OsString], _: &Environment) -> Answered {
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    Answered { output: Some(to_json(&words)), ..Answered::default() }
}
