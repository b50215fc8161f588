//! Answers to a client.

use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::request::Failure;
use crate::render::toolkit::json::to_json_line;

/// The result of a request.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Outcome {
    Plain(Value),
    Call(Box<CallResult>),
}

/// The result of a tool.
#[derive(Debug, Default, Serialize)]
pub(super) struct CallResult {
    pub content: Vec<TextContent>,
    /// The first text, where it is JSON: the text itself, so that no digit changes.
    #[serde(rename = "structuredContent", skip_serializing_if = "Option::is_none")]
    pub structured: Option<Box<RawValue>>,
    #[serde(rename = "isError")]
    pub is_error: bool,
    #[serde(rename = "_meta")]
    pub meta: Value,
}

/// A text in the result of a tool.
#[derive(Debug, Serialize)]
pub(super) struct TextContent {
    #[serde(rename = "type")]
    kind: &'static str,
    text: String,
}

impl TextContent {
    pub(super) fn new(text: String) -> Self {
        TextContent { kind: "text", text }
    }
}

/// An answer: the id of the request, and its result or why it has none.
#[derive(Debug, Serialize)]
struct Reply<'a> {
    jsonrpc: &'static str,
    id: &'a Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<Outcome>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Value>,
}

/// Returns an answer as a line of JSON, with its end.
pub(super) fn reply(id: &Value, outcome: Result<Outcome, Failure>) -> String {
    let (result, error) = match outcome {
        Ok(result) => (Some(result), None),
        Err(Failure { code, message }) => {
            (None, Some(json!({"code": code, "message": message.to_string()})))
        }
    };
    to_json_line(&Reply { jsonrpc: "2.0", id, result, error })
}
