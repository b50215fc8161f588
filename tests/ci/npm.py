"""Makes the npm packages, and runs them as their users do: `npx workplan` in an empty folder, from a registry of this test, without Rust.

Usage: tests/ci/npm.py [the workplan binary]. Needs Node with npm; where they are not there, it says so and is passed over.
"""

import base64
import hashlib
import http.server
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parents[2]
WORKPLAN = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/debug/workplan").resolve()


def expect(what, held, seen=""):
    if not held:
        sys.exit(f"npm: {what}: not so\n{seen}")
    print(f"npm: {what}")


class Registry(http.server.BaseHTTPRequestHandler):
    """What npm asks a registry: what versions a package has, and their files. Other packages are not there."""

    packages: dict[str, tuple[dict, bytes]] = {}
    asked: list[str] = []

    def do_GET(self):
        path = unquote(self.path.lstrip("/"))
        self.asked.append(path)
        name, _, file = path.partition("/-/")
        if name not in self.packages:
            return self.answer(404, b"{}")
        about, content = self.packages[name]
        if file:
            return self.answer(200, content)
        integrity = "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
        dist = {"tarball": f"http://127.0.0.1:{self.server.server_port}/{name}/-/package.tgz", "integrity": integrity}
        version = about["version"]
        self.answer(200, json.dumps({"name": name, "dist-tags": {"latest": version}, "versions": {version: {**about, "dist": dist}}}).encode())

    def answer(self, status, content):
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


def main():
    if not shutil.which("npm"):
        print("npm: not here; the packages for it were not tried")
        return
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder).resolve()
        made = folder / "made"
        target = f"{os.uname().machine}-unknown-linux-musl"
        subprocess.run([sys.executable, ROOT / "packaging/npm/make.py", made, f"{target}={WORKPLAN}"], check=True, capture_output=True)
        for file in made.glob("*.tgz"):
            with tarfile.open(file) as archive:
                about = json.load(archive.extractfile("package/package.json"))
            Registry.packages[about["name"]] = (about, file.read_bytes())
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Registry)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        environment = {
            "PATH": os.pathsep.join({str(Path(shutil.which(tool)).parent) for tool in ("node", "npm", "sh")}),
            "HOME": str(folder), "npm_config_registry": f"http://127.0.0.1:{server.server_port}/", "npm_config_update_notifier": "false",
            "npm_config_audit": "false", "npm_config_fund": "false",
        }  # fmt: skip
        (folder / "empty").mkdir()

        def run(*command, where=folder / "empty"):
            return subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True)

        began = time.monotonic()
        done = run("npx", "--yes", "workplan", "demo")
        took = time.monotonic() - began
        expect(f"npx shows the sample plan in an empty folder ({took:.1f} s)", done.returncode == 0 and "11 of 31" in done.stdout, done)
        expect("the program of another platform is not downloaded", not any("win32" in path and "/-/" in path for path in Registry.asked), Registry.asked)
        expect("arguments and the exit status pass", run("npx", "--yes", "workplan", "status").returncode == 2)

        (folder / "project").mkdir()
        run("npm", "install", "workplan", where=folder / "project")
        launcher = folder / "project/node_modules/.bin/workplan"
        plans = folder / "project/workplans"
        plans.mkdir()
        (plans / "2024.yaml").write_text("title: [\n")
        expect("a fault of a plan ends in 1", run(launcher, "check", where=folder / "project").returncode == 1)
        # A pipe without a reader keeps the program waiting, until a signal reaches it.
        waits = subprocess.Popen([launcher, "import", "-", "--to", "2030"], cwd=folder / "project", env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        time.sleep(0.5)
        waits.send_signal(signal.SIGTERM)
        expect("a signal reaches the program, and is how the launcher ends", waits.wait(timeout=10) == -signal.SIGTERM)
        shutil.rmtree(folder / "project/node_modules/@workplan")
        done = run(launcher, "status", where=folder / "project")
        expect("without the platform's package, it says what to do", done.returncode == 2 and "npm install @workplan/linux-" in done.stderr and "at " not in done.stderr, done)
    print("npm: all well")


main()
