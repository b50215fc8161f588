//! Messages of a client: requests, and what is wrong with one.

use serde_json::{Map, Value};

use crate::diagnostic::{Message, message};

/// A request, which gets an answer.
#[derive(Debug)]
pub(super) struct Request {
    pub id: Value,
    pub method: String,
    pub params: Map<String, Value>,
}

/// Why a request has no result: a number of JSON-RPC, and a sentence.
#[derive(Debug)]
pub(super) struct Failure {
    pub code: i32,
    pub message: Message,
}

impl Failure {
    /// A line that is not JSON.
    pub(super) fn not_json(message: Message) -> Self {
        Failure { code: -32700, message }
    }

    /// JSON that is not a request.
    pub(super) fn not_a_request(message: Message) -> Self {
        Failure { code: -32600, message }
    }

    /// A method that this server does not have.
    pub(super) fn no_such_method(method: &str) -> Self {
        let message =
            message!("mcp.no-such-method", "this server has no method `{method}`", method);
        Failure { code: -32601, message }
    }

    /// Parameters that do not fit the method or the tool.
    pub(super) fn wrong_params(message: Message) -> Self {
        Failure { code: -32602, message }
    }

    /// A resource that this server does not have.
    pub(super) fn no_such_resource(uri: &str) -> Self {
        let message = message!("mcp.no-such-resource", "this server has no resource `{uri}`", uri);
        Failure { code: -32002, message }
    }
}

/// A message of a client.
#[derive(Debug)]
pub(super) enum Incoming {
    Request(Request),
    /// A notification, or the answer to a request: neither is answered.
    Unanswered,
    /// Not a request; the answer has its id, as far as it has one.
    Wrong(Value, Failure),
}

/// Reads a message.
pub(super) fn incoming(message: Value) -> Incoming {
    let Value::Object(mut keys) = message else {
        let what = message!("mcp.not-an-object", "a message is a JSON object");
        return Incoming::Wrong(Value::Null, Failure::not_a_request(what));
    };
    let id = keys.remove("id");
    let own = match &id {
        Some(id @ (Value::String(_) | Value::Number(_))) => id.clone(),
        _ => Value::Null,
    };
    let wrong = |what| Incoming::Wrong(own.clone(), Failure::not_a_request(what));
    if keys.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        return wrong(message!("mcp.not-version-2", "a message has `\"jsonrpc\": \"2.0\"`"));
    }
    let is_answer = keys.contains_key("result") || keys.contains_key("error");
    let method = match keys.remove("method") {
        Some(Value::String(method)) => method,
        None if is_answer => return Incoming::Unanswered,
        _ => return wrong(message!("mcp.no-method", "a request names its method in `method`")),
    };
    if id.is_none() {
        return Incoming::Unanswered;
    }
    if own.is_null() {
        return wrong(message!("mcp.wrong-id", "the `id` of a request is a text or a number"));
    }
    match keys.remove("params") {
        None => Incoming::Request(Request { id: own, method, params: Map::new() }),
        Some(Value::Object(params)) => Incoming::Request(Request { id: own, method, params }),
        Some(_) => {
            let what = message!("mcp.params-no-object", "`params` is a JSON object");
            Incoming::Wrong(own, Failure::wrong_params(what))
        }
    }
}
