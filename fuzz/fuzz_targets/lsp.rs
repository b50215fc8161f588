//! Any input of `workplan lsp`, behind a client that has introduced itself and opened a plan: every
//! answer is a message of JSON-RPC, and nothing makes the server fall.
#![no_main]

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};
use workplan::{Day, Options};

/// The folder that the seeds name.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let root = PathBuf::from("/tmp/workplan-fuzz");
    fs::create_dir_all(root.join("workplans")).expect("a folder");
    fs::write(root.join("workplans/2025.yaml"), PLAN).expect("a file");
    fs::write(root.join("workplans/organizations.yaml"), ORGANIZATIONS).expect("a file");
    root
});

const PLAN: &str = "schema: 1\ntitle: T\nperiod: {start: 2025-01-01, end: 2025-12-31}\n\
    themes:\n  - {id: t, title: T}\n\
    priorities:\n  - id: a\n    title: A\n    activities:\n\
    \x20     - id: 1.1\n        title: \u{1f600}\n        owners: [iom]\n\
    \x20       status: ongoing\n        due: 2025-05-05\n        milestones: [{title: M, due: 2025-03-03}]\n";
const ORGANIZATIONS: &str = "schema: 1\norganizations:\n  - {id: iom, name: Migration}\n";

fn framed(message: &Value) -> Vec<u8> {
    let text = message.to_string();
    format!("Content-Length: {}\r\n\r\n{text}", text.len()).into_bytes()
}

fn day() -> Day {
    Day::from_ymd_opt(2025, 7, 15).expect("a day")
}

fuzz_target!(|input: &[u8]| {
    let uri = "file:///tmp/workplan-fuzz/workplans/2025.yaml";
    let begin = [
        json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {},
            "workspaceFolders": [{"uri": "file:///tmp/workplan-fuzz", "name": "f"}]}}),
        json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}),
        json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument":
            {"uri": uri, "languageId": "yaml", "version": 1, "text": PLAN}}}),
    ];
    let mut all: Vec<u8> = begin.iter().flat_map(framed).collect();
    all.extend_from_slice(input);
    let out = workplan::lsp::answered(Options::new(&*FOLDER, day()), day, &all);
    let mut rest = out.as_slice();
    while !rest.is_empty() {
        let head = rest.windows(4).position(|four| four == b"\r\n\r\n").expect("a header");
        let length = std::str::from_utf8(&rest[..head]).expect("text");
        let length: usize =
            length.strip_prefix("Content-Length: ").expect("a length").parse().expect("a number");
        let message: Value = serde_json::from_slice(&rest[head + 4..][..length]).expect("JSON");
        assert_eq!(message["jsonrpc"], "2.0");
        rest = &rest[head + 4 + length..];
    }
});
