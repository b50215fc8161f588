//! Answers for assistants, by the Model Context Protocol: JSON-RPC 2.0 over standard input and
//! output, one message a line.
//!
//! A tool is a command: its arguments become words of a command line, and its answer is the JSON of
//! the command. So an assistant gets what the command line gets, byte for byte.

mod arguments;
mod call;
mod lines;
mod method;
mod reply;
mod request;
mod schema;
mod serve;
mod tool;

pub(super) use method::Server;
pub(super) use serve::serve;
