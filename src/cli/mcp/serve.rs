//! The conversation: lines in, answers out.

use std::io::{self, BufRead, Write};

use serde_json::Value;

use super::lines::{Line, MOST_BYTES, next_line};
use super::method::Server;
use super::reply::reply;
use super::request::{Failure, Incoming, incoming};
use crate::diagnostic::message;

/// The most messages in one array: their answers are written together.
const MOST_TOGETHER: usize = 100;

/// Answers until the input ends; `read` then says whether it could be read.
///
/// # Errors
/// If an answer cannot be written.
pub(in crate::cli) fn serve(
    server: &Server<'_>,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    read: &mut io::Result<()>,
) -> io::Result<()> {
    loop {
        let answer = match next_line(input) {
            Ok(Some(Line::Whole(line))) => answer(server, &line),
            Ok(Some(Line::TooLong)) => Some(too_long()),
            Ok(None) => return Ok(()),
            Err(error) => {
                *read = Err(error);
                return Ok(());
            }
        };
        if let Some(answer) = answer {
            out.write_all(answer.as_bytes())?;
            out.flush()?;
        }
    }
}

/// Returns the answer to a line, if it gets one: a line of JSON.
fn answer(server: &Server<'_>, line: &[u8]) -> Option<String> {
    if line.trim_ascii().is_empty() {
        return None;
    }
    match serde_json::from_slice(line) {
        Err(why) => {
            let why = why.to_string();
            let what = message!("mcp.not-json", "this line is not JSON: {why}", why);
            Some(reply(&Value::Null, Err(Failure::not_json(what))))
        }
        Ok(Value::Array(messages)) => together(server, messages),
        Ok(message) => single(server, message),
    }
}

fn single(server: &Server<'_>, message: Value) -> Option<String> {
    match incoming(message) {
        Incoming::Request(request) => Some(reply(&request.id, server.outcome(&request))),
        Incoming::Wrong(id, failure) => Some(reply(&id, Err(failure))),
        Incoming::Unanswered => None,
    }
}

/// Answers several messages at once.
fn together(server: &Server<'_>, messages: Vec<Value>) -> Option<String> {
    if messages.is_empty() || messages.len() > MOST_TOGETHER {
        let what = message!(
            "mcp.too-many-together",
            "an array has 1 to {most} messages",
            most = MOST_TOGETHER
        );
        return Some(reply(&Value::Null, Err(Failure::not_a_request(what))));
    }
    let answers: Vec<String> =
        messages.into_iter().filter_map(|message| single(server, message)).collect();
    let answers: Vec<&str> = answers.iter().map(|answer| answer.trim_end()).collect();
    (!answers.is_empty()).then(|| format!("[{}]\n", answers.join(",")))
}

fn too_long() -> String {
    let what = message!(
        "mcp.line-too-long",
        "this line was passed over: a message has at most {most} bytes",
        most = MOST_BYTES
    );
    reply(&Value::Null, Err(Failure::not_a_request(what)))
}
