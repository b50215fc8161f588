//! `workplan mcp` with a client that writes anything at all.

use std::io::{Read, Write};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::mcp::{request, talk};
use crate::support::{command, folder, samples, start};

fn codes(answers: &[Value]) -> Vec<i64> {
    answers.iter().map(|answer| answer["error"]["code"].as_i64().unwrap_or(0)).collect()
}

#[test]
fn what_is_not_a_request_is_refused() {
    let root = samples();
    let call = |params: Value| request(1, "tools/call", &params);
    let cases: &[(&[u8], i64)] = &[
        (b"{\"jsonrpc\": \"2.0\", \"id\": 1, \"meth", -32700),
        (b"\xff\xfe{}", -32700),
        (b"{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\xff\"}", -32700),
        (b"\0", -32700),
        (b"{} {}", -32700),
        (b"nonsense", -32700),
        (b"17", -32600),
        (b"{}", -32600),
        (b"[]", -32600),
        (b"{\"id\": 1, \"method\": \"ping\"}", -32600),
        (b"{\"jsonrpc\": \"1.0\", \"id\": 1, \"method\": \"ping\"}", -32600),
        (b"{\"jsonrpc\": \"2.0\", \"id\": 1}", -32600),
        (b"{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": 7}", -32600),
        (b"{\"jsonrpc\": \"2.0\", \"id\": null, \"method\": \"ping\"}", -32600),
        (b"{\"jsonrpc\": \"2.0\", \"id\": {\"a\": 1}, \"method\": \"ping\"}", -32600),
        (b"{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\", \"params\": [1]}", -32602),
        (b"{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/fly\"}", -32601),
        (b"{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"initialize\"}", -32602),
        (b"{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\"}", -32602),
    ];
    for (line, code) in cases {
        let (answers, run) = talk(root.path(), &[], line);
        assert_eq!((codes(&answers), run.code), (vec![*code], Some(0)), "{run:?}");
    }
    for params in [
        json!({"name": "fly"}),
        json!({"name": 7}),
        json!({"name": "share", "arguments": {}}),
        json!({"name": "status", "arguments": []}),
        json!({"name": "status", "arguments": {"plan": 2024}}),
        json!({"name": "status", "arguments": {"output": "x"}}),
        json!({"name": "status", "arguments": {"dir": "/"}}),
        json!({"name": "status", "arguments": {"all": "yes"}}),
        json!({"name": "status", "arguments": {"plan": "a\u{0}b"}}),
        json!({"name": "list", "arguments": {"owner": "iom"}}),
        json!({"name": "list", "arguments": {"owner": [["iom"]]}}),
        json!({"name": "list", "arguments": {"stale": -1}}),
        json!({"name": "list", "arguments": {"stale": 1.5}}),
        json!({"name": "show", "arguments": {}}),
        json!({"name": "show", "arguments": {"id": null}}),
        json!({"name": "check", "arguments": {"fix": true}}),
        json!({"name": "check", "arguments": {"plans": ["-"]}}),
        json!({"name": "check", "arguments": {"plans": ["/etc/passwd"]}}),
        json!({"name": "check", "arguments": {"plans": ["..\\x.yaml"]}}),
        json!({"name": "progress", "arguments": {"id": "1.4", "percent": "60"}}),
    ] {
        let (answers, run) = talk(root.path(), &[], call(params.clone()).as_bytes());
        assert_eq!((codes(&answers), run.code), (vec![-32602], Some(0)), "{params}: {run:?}");
        assert!(!answers[0]["error"]["message"].as_str().unwrap().is_empty());
    }
}

#[test]
fn what_asks_for_nothing_gets_no_answer() {
    let root = samples();
    let input = "\n \t\r\n{\"jsonrpc\": \"2.0\", \"method\": \"notifications/cancelled\", \"params\": \
        {\"requestId\": 1}}\n{\"jsonrpc\": \"2.0\", \"id\": 4, \"result\": {}}\n{\"jsonrpc\": \"2.0\", \
        \"id\": 4, \"error\": {\"code\": 1, \"message\": \"x\"}}\n{\"jsonrpc\": \"2.0\", \"method\": \
        \"tools/call\", \"params\": {\"name\": \"status\"}}\n[{\"jsonrpc\": \"2.0\", \"method\": \"x\"}]";
    let (answers, run) = talk(root.path(), &[], input.as_bytes());
    assert_eq!((answers, run.code, run.stderr.as_str()), (vec![], Some(0), ""));
    assert_eq!(talk(root.path(), &[], b"").1.code, Some(0));
}

#[test]
fn several_messages_at_once_are_answered_at_once() {
    let root = samples();
    let ping = |id: u64| json!({"jsonrpc": "2.0", "id": id, "method": "ping"});
    let note = json!({"jsonrpc": "2.0", "method": "notifications/initialized"});
    let input = format!("{}\n", json!([ping(1), note, 7, ping(2)]));
    let (answers, _) = talk(root.path(), &[], input.as_bytes());
    let ids: Vec<&Value> = answers[0].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    assert_eq!(ids, [&json!(1), &Value::Null, &json!(2)]);
    let many: Vec<Value> = (0..101).map(ping).collect();
    let (answers, _) = talk(root.path(), &[], json!(many).to_string().as_bytes());
    assert_eq!(codes(&answers), [-32600]);
}

#[test]
fn too_much_is_passed_over() {
    let root = samples();
    let ping = request(7, "ping", &json!({}));
    // More than the program may have in memory.
    let long = "x".repeat((4 << 20) + 1) + "\n";
    let deep = "[".repeat(1 << 20) + "\n";
    let nested = format!("{}1{}\n", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    let input = [&long, &ping, &deep, &nested, &long, &ping].map(String::as_str).concat();
    let (answers, run) = talk(root.path(), &[], input.as_bytes());
    assert_eq!(codes(&answers), [-32600, 0, -32700, -32700, -32600, 0], "{run:?}");
    let pings: String = (0..10_000).map(|id| request(id, "ping", &json!({}))).collect();
    let (answers, run) = talk(root.path(), &[], pings.as_bytes());
    assert_eq!((answers.len(), run.code), (10_000, Some(0)));
    assert_eq!(answers[9_999]["id"], json!(9_999));
}

/// An endless line is not kept: the limit on the memory of a test is lower.
#[test]
fn an_endless_line_is_not_kept() {
    let root = samples();
    let mut program = command(root.path(), &["mcp"]);
    let mut child = start(program.stdin(Stdio::piped()).stdout(Stdio::piped()));
    let mut to = child.stdin.take().unwrap();
    let piece = vec![b'y'; 1 << 20];
    for _ in 0..1200 {
        to.write_all(&piece).unwrap();
    }
    drop(to);
    let mut text = String::new();
    child.stdout.take().unwrap().read_to_string(&mut text).unwrap();
    assert!(text.contains("-32600"), "{text}");
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_client_that_hangs_up_ends_it_quietly() {
    let root = samples();
    let mut program = command(root.path(), &["mcp", "--as-of", "2024-09-15"]);
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = start(&mut program);
    drop(child.stdout.take());
    let mut to = child.stdin.take().unwrap();
    let call = request(1, "tools/call", &json!({"name": "list"}));
    // Whichever of both notices first that the other one is gone.
    let _ = to.write_all(call.repeat(100).as_bytes());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    drop(to);
}

#[test]
fn a_folder_that_is_not_there_is_an_error_of_the_tool() {
    let root = crate::support::temporary_folder();
    let call = request(1, "tools/call", &json!({"name": "status"}));
    let (answers, run) = talk(root.path(), &[], call.as_bytes());
    assert_eq!(run.code, Some(0));
    assert_eq!(answers[0]["result"]["isError"], json!(true), "{answers:#?}");
    let broken = folder(&[("2024.yaml", b"schema: 1\ntitle: [")]);
    let (answers, _) = talk(broken.path(), &[], call.as_bytes());
    assert_eq!(answers[0]["result"]["isError"], json!(true), "{answers:#?}");
}

/// Each call gives its memory back.
#[test]
fn many_calls_need_no_more_memory_than_one() {
    let activities: String = (0..2_000)
        .map(|id| {
            let text = "All of it and more. ".repeat(20);
            format!("  - {{id: w{id}, title: T, owners: [a], status: planned, due: 2024-05-01, description: {text}}}\n")
        })
        .collect();
    let plan = crate::support::plan(&activities);
    let root = folder(&[("2024.yaml", plan.as_bytes())]);
    let call = request(
        1,
        "tools/call",
        &json!({"name": "status", "arguments": {"lenient": true,
        "plan": "2024"}}),
    );
    let script = "ulimit -d 131072 2>/dev/null; exec workplan mcp";
    let mut program = std::process::Command::new("sh");
    crate::support::bare(&mut program).current_dir(root.path()).args(["-c", script]);
    let own = std::path::Path::new(crate::support::program()).parent().unwrap();
    program.env("PATH", format!("{}:{}", own.display(), std::env::var("PATH").unwrap()));
    let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut to = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || drop(to.write_all(call.repeat(100).as_bytes())));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!((output.status.code(), text.lines().count()), (Some(0), 100));
    assert!(text.lines().all(|line| line.contains("\"isError\":false")), "{}", &text[..2_000]);
}
