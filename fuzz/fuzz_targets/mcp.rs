//! Any input of `workplan mcp`: each line of the answer is a message of JSON-RPC, and each command
//! that would run is one of the tools, with no flag that an assistant must not give.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use workplan::cli::rehearsed_mcp;

/// The commands behind the tools.
const COMMANDS: &str = "status list overdue upcoming mine show matrix check diff log trend done start \
    hold postpone cancel progress slip set add undo";

/// Flags that name files or decide the form of an answer.
const NEVER: [&str; 8] =
    ["--dir", "--output", "-o", "--color", "--fix", "--bom", "--columns", "--fail"];

/// The commands that write.
const WRITING: [&str; 9] =
    ["done", "start", "hold", "postpone", "cancel", "progress", "slip", "set", "add"];

fuzz_target!(|input: &[u8]| {
    for allows_edits in [false, true] {
        let out = String::from_utf8(rehearsed_mcp(input, allows_edits)).expect("text");
        assert!(out.is_empty() || out.ends_with('\n'));
        for line in out.lines() {
            match serde_json::from_str(line).expect("JSON") {
                Value::Array(all) => all.iter().for_each(|one| is_sound(one, allows_edits)),
                one => is_sound(&one, allows_edits),
            }
        }
    }
});

fn is_sound(message: &Value, allows_edits: bool) {
    assert_eq!(message["jsonrpc"], "2.0");
    assert!(message.get("id").is_some());
    assert!(message.get("result").is_some() != message.get("error").is_some());
    let Some(text) = message["result"]["content"][0]["text"].as_str() else { return };
    let words: Vec<String> = serde_json::from_str(text).expect("the words of a command");
    let command = words[1].as_str();
    assert!(COMMANDS.split_whitespace().any(|known| known == command), "{words:?}");
    let flags: Vec<&str> = words[2..]
        .iter()
        .map(String::as_str)
        .take_while(|word| *word != "--")
        .filter(|word| word.starts_with('-'))
        .map(|word| word.split('=').next().unwrap_or(word))
        .collect();
    assert!(!flags.iter().any(|flag| NEVER.contains(flag)), "{words:?}");
    let writes = WRITING.contains(&command);
    assert!(!writes || allows_edits || flags.contains(&"--dry-run"), "{words:?}");
    assert!(command != "undo" || allows_edits, "{words:?}");
    assert!(command != "check" || !words[2..].iter().any(|word| word == "-"), "{words:?}");
}
