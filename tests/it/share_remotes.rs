//! Shared copies behind a network, on this machine: git's own protocol and HTTP.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::share::Group;
use crate::support::{bare, git, temporary_folder, workplan};

/// A server that ends with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn started(mut command: Command, port: u16) -> Server {
    bare(&mut command).env("PATH", std::env::var_os("PATH").unwrap_or_default());
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let (server, begun) = (Server(child), Instant::now());
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(begun.elapsed() < Duration::from_secs(20), "the server does not start");
        std::thread::sleep(Duration::from_millis(10));
    }
    server
}

/// Starts `git daemon` for a group; `None` if this git has none.
fn daemon(group: &Group, port: u16, may_write: bool) -> Option<Server> {
    let own = git(group.root.path(), &["--exec-path"]);
    let program = std::path::Path::new(own.trim()).join("git-daemon");
    if !program.exists() {
        return None;
    }
    let mut command = Command::new(program);
    command.args(["--reuseaddr", "--export-all", "--listen=127.0.0.1"]);
    command.arg(format!("--port={port}"));
    command.arg(format!("--base-path={}", group.root.path().display()));
    if may_write {
        command.arg("--enable=receive-pack");
    }
    command.arg(group.root.path());
    Some(started(command, port))
}

/// A server for git over HTTP, through `git http-backend`.
const HTTP: &str = r#"
import http.server, os, subprocess, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self):
        path, _, query = self.path.partition("?")
        length = int(self.headers.get("Content-Length") or 0)
        env = dict(os.environ, GIT_PROJECT_ROOT=sys.argv[2], GIT_HTTP_EXPORT_ALL="1",
            PATH_INFO=path, QUERY_STRING=query, REQUEST_METHOD=self.command,
            CONTENT_TYPE=self.headers.get("Content-Type") or "", REMOTE_USER="ana",
            REMOTE_ADDR="127.0.0.1", GIT_PROTOCOL=self.headers.get("Git-Protocol") or "")
        if self.headers.get("Content-Encoding"):
            env["HTTP_CONTENT_ENCODING"] = self.headers["Content-Encoding"]
        body = self.rfile.read(length)
        said = subprocess.run(["git", "http-backend"], input=body, env=env, capture_output=True).stdout
        head, _, body = said.partition(b"\r\n\r\n")
        fields = [line.split(": ", 1) for line in head.decode().split("\r\n") if line]
        status = [value for name, value in fields if name == "Status"]
        self.send_response(int(status[0].split()[0]) if status else 200)
        for name, value in fields:
            if name != "Status":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    do_GET = do_POST = answer
    def log_message(self, *arguments): pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"#;

#[test]
fn over_the_network_of_git() {
    let group = Group::new(&["ana", "kenji"]);
    let port = free_port();
    let Some(server) = daemon(&group, port, true) else { return };
    let address = format!("git://127.0.0.1:{port}/hub.git");
    for person in ["ana", "kenji"] {
        git(&group.path(person), &["remote", "set-url", "origin", &address]);
        let id = if person == "ana" { "1.1" } else { "1.2" };
        group.set(person, id, "status=ongoing");
        group.ok(person, &["share"]);
    }
    assert_eq!(group.shared().matches("status: ongoing").count(), 2);
    let folder = temporary_folder();
    let said = workplan(folder.path(), &["get", &address, "copy"]).ok();
    assert!(said.starts_with("copy is your copy now. Plans: 2024."), "{said}");
    drop(server);
    let run = group.run("ana", &["update"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("cannot be reached"), "{run:?}");
    // Who may read, and not write.
    let port = free_port();
    let Some(_server) = daemon(&group, port, false) else { return };
    let address = format!("git://127.0.0.1:{port}/hub.git");
    git(&group.path("ana"), &["remote", "set-url", "origin", &address]);
    group.set("ana", "1.3", "status=ongoing");
    let run = group.run("ana", &["share"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("you may not write to it"), "{run:?}");
    assert!(group.plan("ana").matches("status: ongoing").count() == 3, "theirs is taken in");
    assert_eq!(group.status("ana"), "");
}

#[test]
fn over_http() {
    let group = Group::new(&["ana"]);
    let port = free_port();
    let mut command = Command::new("python3");
    command.args(["-c", HTTP, &port.to_string()]).arg(group.root.path());
    if Command::new("python3").arg("--version").output().is_err() {
        return;
    }
    let _server = started(command, port);
    let address = format!("http://ana:secret@127.0.0.1:{port}/hub.git");
    git(&group.path("hub.git"), &["config", "http.receivepack", "true"]);
    let folder = temporary_folder();
    let said = workplan(folder.path(), &["get", &address]).ok();
    assert!(said.starts_with("hub is your copy now. Plans: 2024."), "{said}");
    let copy = folder.path().join("hub");
    git(&copy, &["config", "user.name", "ana"]);
    git(&copy, &["config", "user.email", "ana@example.org"]);
    let edit = workplan(&copy, &["set", "1.1", "status=ongoing", "--plan", "2024"]);
    assert_eq!(edit.code, Some(0), "{edit:?}");
    let said = workplan(&copy, &["share"]).ok();
    assert!(said.contains("Shared: the others can see your changes now"), "{said}");
    assert!(group.shared().contains("status: ongoing"));
    // A password in the address is not shown.
    git(&copy, &["remote", "set-url", "origin", &address.replace("hub.git", "none.git")]);
    let run = workplan(&copy, &["update"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(!run.stderr.contains("secret"), "{run:?}");
}

#[test]
fn a_page_for_signing_in_is_no_branch_that_is_gone() {
    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n\
                <html>\nSign in\n</html>\n";
    let line = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>";
    for (answer, knows_it, told) in [
        (page, true, "answers with a web page, such as one for signing in"),
        (line, true, "answers with a web page, such as one for signing in"),
        (line, false, "takes no changes: a web page answers there, such as one for signing in"),
    ] {
        let group = Group::new(&["ana"]);
        if knows_it {
            group.ok("ana", &["update"]);
        }
        let address = crate::get::serve(answer);
        git(&group.path("ana"), &["remote", "set-url", "origin", &address]);
        group.set("ana", "1.1", "status=ongoing");
        let run = group.run("ana", &["share"]);
        assert_eq!(run.code, Some(2), "{run:?}");
        for words in [told, "sign in to the network, or check the address", "are safe here"] {
            assert!(run.stderr.contains(words), "{words}: {run:?}");
        }
        assert!(!run.stderr.contains("no branch") && !run.stderr.contains("s3cret"), "{run:?}");
    }
}
