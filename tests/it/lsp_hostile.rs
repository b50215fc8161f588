//! A client that does not keep to the protocol gets an error, and the server goes on.

use std::fs;

use serde_json::{Value, json};

use crate::support::{Editor, folder, workplan};

const PLAN: &str = "schema: 1\ntitle: T\nperiod: {start: 2025-01-01, end: 2025-12-31}\n\
    priorities:\n  - id: a\n    title: A\n    activities:\n\
    \x20   - {id: 1, title: T, owners: [iom], status: planned, due: 2025-12-31}\n";
const FILE: &str = "workplans/2025.yaml";

fn group() -> tempfile::TempDir {
    folder(&[
        ("2025.yaml", PLAN.as_bytes()),
        (
            "organizations.yaml",
            b"schema: 1\norganizations: [{id: iom, name: M, focal_points: [{name: A}]}]\n",
        ),
    ])
}

fn message(text: &str) -> Vec<u8> {
    format!("Content-Length: {}\r\n\r\n{text}", text.len()).into_bytes()
}

/// Waits for an error that answers no request in particular.
fn fault(editor: &mut Editor) -> i64 {
    let heard = editor.wait(&|message| message["id"].is_null() && message["error"].is_object());
    heard["error"]["code"].as_i64().unwrap()
}

#[test]
fn what_is_no_message_is_answered_with_an_error() {
    let root = group();
    let mut editor = Editor::start(root.path(), &[]);
    for (bytes, code) in [
        (message("{"), -32700),
        (message("\u{0}"), -32700),
        (message(&"[".repeat(100_000)), -32700),
        (message("[]"), -32600),
        (message(r#"{"jsonrpc":"2.0","id":{},"method":"x"}"#), -32600),
        (b"Content-Length: -3\r\n\r\n".to_vec(), -32600),
        (b"Content-Type: x\r\n\r\n".to_vec(), -32600),
    ] {
        editor.send_raw(&bytes);
        assert_eq!(fault(&mut editor), code, "{}", String::from_utf8_lossy(&bytes));
    }
    // One with a number that is too large gets it back.
    editor.send_raw(&message(r#"{"jsonrpc":"2.0","id":1099511627776,"method":"x"}"#));
    let answer = editor.wait(&|message| message["id"] == 1_099_511_627_776_u64);
    assert_eq!(answer["error"]["code"], -32600);
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn requests_that_cannot_be_answered_are_refused() {
    let root = group();
    let mut editor = Editor::start(root.path(), &[]);
    editor.open(FILE, PLAN);
    let uri = editor.uri(FILE);
    let code = |answer: Result<Value, Value>| answer.unwrap_err()["code"].as_i64().unwrap();
    assert_eq!(code(editor.request("textDocument/unknown", json!({}))), -32601);
    assert_eq!(code(editor.request("textDocument/hover", json!({"position": 3}))), -32602);
    assert_eq!(code(editor.request("workspace/executeCommand", json!({"command": "rm"}))), -32602);
    let stranger = json!({"title": "x", "data": {"folder": "/etc", "edit": "fix-all"}});
    assert_eq!(code(editor.request("codeAction/resolve", stranger)), -32602);
    // A place that is not in the text is the nearest one that is.
    for (line, character) in [(0, 4_000_000_000_u32), (4_000_000_000, 0), (u32::MAX, u32::MAX)] {
        let at = json!({
            "textDocument": {"uri": uri},
            "position": {"line": line, "character": character},
        });
        for method in ["hover", "completion", "definition", "prepareRename"] {
            editor.request(&format!("textDocument/{method}"), at.clone()).unwrap();
        }
    }
    for other in
        ["untitled:x", "file:///nowhere/workplans/1.yaml", "http://example.org/%00", "file:"]
    {
        let at = json!({"textDocument": {"uri": other}, "position": {"line": 0, "character": 0}});
        assert_eq!(editor.request("textDocument/hover", at), Ok(Value::Null), "{other}");
    }
    // Changes of what is not open, and with places that run backwards.
    editor.notify(
        "textDocument/didChange",
        json!({
            "textDocument": {"uri": editor.uri("workplans/1.yaml"), "version": 2},
            "contentChanges": [{"text": "x"}],
        }),
    );
    let backwards =
        json!({"start": {"line": 9, "character": 9}, "end": {"line": 0, "character": 0}});
    editor.notify(
        "textDocument/didChange",
        json!({
            "textDocument": {"uri": uri, "version": 3},
            "contentChanges": [{"range": backwards, "text": "# end\n"}],
        }),
    );
    editor.notify("textDocument/didOpen", json!({"textDocument": 1}));
    editor.settle();
    assert_eq!(editor.diagnostics.get(&uri), Some(&json!([])));
    assert_eq!(editor.end(), Some(0));
}

/// An editor starts it: a form of the output, or a past state, makes no sense.
#[test]
fn flags_for_people_are_refused() {
    let root = group();
    for (arguments, why) in [
        (&["lsp", "--format", "json"][..], "an editor starts `workplan lsp`"),
        (&["lsp", "-o", "out"], "an editor starts `workplan lsp`"),
        (&["lsp", "--at", "HEAD"], "an editor shows the files as they are"),
    ] {
        let run = workplan(root.path(), arguments);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains(why), "{run:?}");
    }
}

#[test]
fn a_client_begins_and_ends_in_order() {
    let root = group();
    let mut editor = Editor::silent(root.path(), &[]);
    let refused = editor.request("textDocument/hover", json!({})).unwrap_err();
    assert_eq!(refused["code"], -32002);
    editor.request("initialize", json!({"capabilities": {}})).unwrap();
    editor.request("shutdown", Value::Null).unwrap();
    let refused = editor.request("textDocument/hover", json!({})).unwrap_err();
    assert_eq!(refused["code"], -32600);
    editor.notify("exit", Value::Null);
    assert_eq!(editor.close(), Some(0));
    // Without `shutdown` the exit is not in order; the end of the input is one.
    let mut editor = Editor::start(root.path(), &[]);
    editor.notify("exit", Value::Null);
    assert_eq!(editor.close(), Some(1));
    let mut editor = Editor::start(root.path(), &[]);
    editor.send_raw(b"Content-Length: 100\r\n\r\n{\"half\":");
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn ten_thousand_changes_at_once_are_judged_as_one() {
    let root = group();
    let mut editor = Editor::start(root.path(), &[]);
    editor.open(FILE, PLAN);
    let uri = editor.uri(FILE);
    let mut bytes = Vec::new();
    for number in 2..10_002 {
        // A letter is typed and taken away again, and one stays.
        let (at, text) = ((number / 2) % 3, if number % 2 == 0 { "x" } else { "" });
        let end = at + u32::from(number % 2 == 1);
        let text = if number == 10_001 { "schema: 1\nperiod: 1\n" } else { text };
        let range = json!({
            "start": {"line": 0, "character": at}, "end": {"line": 0, "character": end},
        });
        let change = if number == 10_001 {
            json!({"text": text})
        } else {
            json!({"range": range, "text": text})
        };
        let params = json!({
            "textDocument": {"uri": uri, "version": number}, "contentChanges": [change],
        });
        let notification =
            json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params});
        bytes.extend(message(&notification.to_string()));
    }
    editor.send_raw(&bytes);
    editor.wait(&|message| message["params"]["version"] == 10_001);
    let found = editor.diagnostics[&uri].as_array().unwrap();
    assert!(found.iter().any(|one| one["message"] == "a plan needs `title`"), "{found:?}");
    let told = editor.heard.len();
    assert!(told < 100, "{told}");
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn a_request_that_is_cancelled_is_not_worked_on() {
    let root = group();
    let mut editor = Editor::start(root.path(), &[]);
    editor.settle();
    // Both in one piece, so that the second is there when the first is looked at.
    let request =
        json!({"jsonrpc": "2.0", "id": "a", "method": "workspace/symbol", "params": {"query": ""}});
    let cancel = json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "a"}});
    let busy: Vec<u8> = (0..200)
        .flat_map(|_| {
            message(
                r#"{"jsonrpc":"2.0","id":"b","method":"workspace/symbol","params":{"query":"a"}}"#,
            )
        })
        .collect();
    editor.send_raw(&[busy, message(&request.to_string()), message(&cancel.to_string())].concat());
    let answer = editor.wait(&|message| message["id"] == "a");
    // It may have been answered before the word came; nothing else.
    assert!(answer["error"]["code"] == -32800 || answer["result"].is_array(), "{answer}");
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn a_file_that_is_too_large_and_one_that_is_no_text_are_findings() {
    let root = group();
    fs::write(root.path().join("workplans/2024.yaml"), b"schema: 1\ntitle: \xff\n").unwrap();
    let mut editor = Editor::start(root.path(), &[]);
    editor.settle();
    let found = &editor.diagnostics[&editor.uri("workplans/2024.yaml")];
    assert_eq!(found[0]["code"], "syntax");
    let large = format!("{PLAN}#{}\n", "x".repeat(65 << 20));
    editor.open(FILE, &large);
    editor.settle();
    let found = &editor.diagnostics[&editor.uri(FILE)];
    assert_eq!(found[0]["message"], "this file is larger than 64 MiB");
    let of_file = json!({"textDocument": {"uri": editor.uri(FILE)}});
    editor.request("textDocument/documentSymbol", of_file).unwrap();
    assert_eq!(editor.end(), Some(0));
}
