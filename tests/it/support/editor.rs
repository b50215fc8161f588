//! An editor: a client of `workplan lsp` that knows what the protocol asks of one.

#![allow(clippy::needless_pass_by_value, reason = "the parameters are written where they are sent")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

/// How long a test waits for an answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server, and what it has said.
pub struct Editor {
    root: PathBuf,
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    next_id: u64,
    /// The diagnostics of each file, by its address.
    pub diagnostics: BTreeMap<String, Value>,
    /// What the server asked for and told, other than diagnostics.
    pub heard: Vec<Value>,
}

/// What a client of today can do.
pub fn abilities() -> Value {
    json!({
        "textDocument": {
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "completion": {"completionItem": {"snippetSupport": true}},
            "codeAction": {"dataSupport": true, "resolveSupport": {"properties": ["edit"]}},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
        },
        "workspace": {
            "workspaceEdit": {"documentChanges": true},
            "didChangeWatchedFiles": {"dynamicRegistration": true},
        },
    })
}

impl Editor {
    /// Starts the server in a folder and introduces a client of today.
    pub fn start(root: &Path, arguments: &[&str]) -> Editor {
        Editor::with(root, arguments, &abilities())
    }

    /// Starts the server for a client that can do these things.
    pub fn with(root: &Path, arguments: &[&str], abilities: &Value) -> Editor {
        let mut editor = Editor::silent(root, arguments);
        let folder = json!({"uri": editor.uri(""), "name": "folder"});
        let params = json!({
            "processId": null, "rootUri": null, "capabilities": abilities,
            "workspaceFolders": [folder],
        });
        editor.request("initialize", params).unwrap();
        editor.notify("initialized", json!({}));
        editor
    }

    /// Starts the server and says nothing.
    pub fn silent(root: &Path, arguments: &[&str]) -> Editor {
        let mut command = super::command(root, &[&["lsp"], arguments].concat());
        command.env("XDG_CACHE_HOME", root.join("cache"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = super::start(&mut command);
        let input = child.stdin.take();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (sender, messages) = channel();
        thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Editor {
            root: root.to_owned(),
            child,
            input,
            messages,
            next_id: 0,
            diagnostics: BTreeMap::new(),
            heard: Vec::new(),
        }
    }

    /// The address of a file.
    pub fn uri(&self, path: &str) -> String {
        let path = self.root.join(path).to_string_lossy().into_owned();
        format!("file://{}", path.replace(' ', "%20"))
    }

    /// Sends bytes as they are.
    pub fn send_raw(&mut self, bytes: &[u8]) {
        // The server may have ended.
        let input = self.input.as_mut().unwrap();
        let _ = input.write_all(bytes).and_then(|()| input.flush());
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request and returns its number.
    pub fn ask(&mut self, method: &str, params: Value) -> u64 {
        self.next_id += 1;
        let id = self.next_id;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        id
    }

    /// Waits for the answer to a request.
    pub fn answer(&mut self, id: u64) -> Result<Value, Value> {
        let is_it = |message: &Value| message["id"] == id && message.get("method").is_none();
        let message = self.wait(&is_it);
        match message.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(message["result"].clone()),
        }
    }

    /// Sends a request and waits for the answer.
    pub fn request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.ask(method, params);
        self.answer(id)
    }

    /// Waits for a message.
    pub fn wait(&mut self, wanted: &dyn Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.messages.recv_timeout(PATIENCE).unwrap();
            if message["method"] == "textDocument/publishDiagnostics" {
                let params = &message["params"];
                let uri = params["uri"].as_str().unwrap().to_owned();
                self.diagnostics.insert(uri, params["diagnostics"].clone());
            } else {
                self.heard.push(message.clone());
            }
            if wanted(&message) {
                return message;
            }
        }
    }

    /// Opens a file with a text in the editor.
    pub fn open(&mut self, path: &str, text: &str) {
        let uri = self.uri(path);
        let document = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Replaces the text of an open file, and waits until that state was judged.
    pub fn replace(&mut self, path: &str, version: u64, text: &str) {
        let uri = self.uri(path);
        self.notify(
            "textDocument/didChange",
            json!({
                "textDocument": {"uri": uri, "version": version},
                "contentChanges": [{"text": text}],
            }),
        );
        self.settle();
    }

    /// Waits until everything that was sent has been judged.
    pub fn settle(&mut self) {
        // A request is answered after what was sent before it; what follows from that is told
        // before the next one is answered.
        for _ in 0..2 {
            let _ = self.request("workspace/symbol", json!({"query": "\u{1}"}));
        }
    }

    /// Ends as the protocol asks for, and returns the exit status.
    pub fn end(mut self) -> Option<i32> {
        self.request("shutdown", Value::Null).unwrap();
        self.notify("exit", Value::Null);
        self.close()
    }

    /// Closes the input, and returns the exit status.
    pub fn close(mut self) -> Option<i32> {
        drop(self.input.take());
        let status = self.child.wait().unwrap();
        let mut errors = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        assert_eq!(errors, "");
        status.code()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some((_, number)) => length = number.parse::<usize>().ok(),
            None => break,
        }
    }
    let mut bytes = vec![0; length?];
    output.read_exact(&mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}
