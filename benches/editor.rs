//! The time of the server for editors: from a key to what `check` finds since then, and of the
//! requests that an editor sends all the time.
//!
//! `cargo bench --bench editor` prints medians and the longest of the runs, explained in
//! docs/performance.md. People compare them: no bench fails because of time.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing, missing_docs)]

mod folder;

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use folder::{ACTIVITIES, folder, show};

/// How often each is measured.
const RUNS: usize = 60;

/// A server, and the client's ends of its pipes.
struct Editor {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    uri: String,
}

impl Editor {
    /// Starts the server in a folder and opens a file; returns the time until it was judged.
    fn open(root: &Path, file: &Path) -> (Self, Duration) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_workplan"));
        command.args(["lsp", "--no-cache", "--as-of", "2024-09-15"]).current_dir(root);
        let start = Instant::now();
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let uri = format!("file://{}", file.display());
        let mut editor = Editor { child, input, output: BufReader::new(output), uri };
        editor.send(json!({"id": 0, "method": "initialize", "params": {"capabilities": {}}}));
        editor.send(json!({"method": "initialized", "params": {}}));
        let text = std::fs::read_to_string(file).unwrap();
        let document = json!({"uri": editor.uri, "languageId": "yaml", "version": 1, "text": text});
        editor
            .send(json!({"method": "textDocument/didOpen", "params": {"textDocument": document}}));
        editor.until(|message| message["params"]["version"] == 1);
        (editor, start.elapsed())
    }

    fn send(&mut self, mut message: Value) {
        message["jsonrpc"] = json!("2.0");
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn until(&mut self, wanted: impl Fn(&Value) -> bool) {
        loop {
            let mut length = 0;
            loop {
                let mut line = String::new();
                assert!(self.output.read_line(&mut line).unwrap() > 0, "the server has ended");
                match line.trim_end().split_once(": ") {
                    Some((_, number)) => length = number.parse().unwrap(),
                    None => break,
                }
            }
            let mut bytes = vec![0; length];
            self.output.read_exact(&mut bytes).unwrap();
            if wanted(&serde_json::from_slice(&bytes).unwrap()) {
                return;
            }
        }
    }

    /// Types a letter in a title, or takes it away again, and returns the time until that was
    /// judged.
    fn key(&mut self, version: usize, (line, column): (usize, usize)) -> Duration {
        let (end, text) = if version.is_multiple_of(2) { (column, "x") } else { (column + 1, "") };
        let range = json!({
            "start": {"line": line, "character": column}, "end": {"line": line, "character": end},
        });
        let params = json!({
            "textDocument": {"uri": self.uri, "version": version},
            "contentChanges": [{"range": range, "text": text}],
        });
        let start = Instant::now();
        self.send(json!({"method": "textDocument/didChange", "params": params}));
        self.until(|message| message["params"]["version"] == version);
        start.elapsed()
    }

    fn request(&mut self, id: usize, method: &str, place: (usize, usize)) -> Duration {
        let params = json!({
            "textDocument": {"uri": self.uri},
            "position": {"line": place.0, "character": place.1},
        });
        let start = Instant::now();
        let method = format!("textDocument/{method}");
        self.send(json!({"id": id, "method": method, "params": params}));
        self.until(|message| message["id"] == id);
        start.elapsed()
    }

    fn end(mut self) {
        drop(self.input);
        self.child.wait().unwrap();
    }
}

fn main() {
    let group: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).into();
    let large = folder(ACTIVITIES, false);
    for (name, root, file) in [
        ("a group's year", group.as_path(), "workplans/2024/1-field.yaml"),
        ("20,000 activities in forty files", large.path(), "workplans/2024/7.yaml"),
    ] {
        let file = root.join(file);
        let text = std::fs::read_to_string(&file).unwrap();
        let line = text.lines().position(|line| line.trim_start().starts_with("title: ")).unwrap();
        let place = (line, text.lines().nth(line).unwrap().chars().count());
        let (mut editor, opened) = Editor::open(root, &file);
        show(&format!("{name}: start"), vec![opened]);
        let keys = (2..RUNS + 2).map(|version| editor.key(version, place)).collect();
        show(&format!("{name}: key to findings"), keys);
        for method in ["completion", "documentHighlight", "documentSymbol", "foldingRange"] {
            let times = (1..RUNS / 4).map(|id| editor.request(id, method, place)).collect();
            show(&format!("{name}: {method}"), times);
        }
        editor.end();
    }
}
