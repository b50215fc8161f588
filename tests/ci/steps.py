"""Runs what CI services would run: the steps of action.yml, and of the files that `init --ci` writes, in their order, in a scratch repository.

Usage: tests/ci/steps.py [the workplan binary]. Needs git, curl and bash, and what tests/ci/schemas.sh has installed. `cargo install` is not run for
real: a stand-in puts the given binary where cargo would. A release is downloaded by curl from a server of this test.
"""

import functools
import hashlib
import http.server

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parents[2]
PYTHON = ROOT / "target" / "schemas" / "venv" / "bin" / "python"
try:
    from ruamel.yaml import YAML
except ImportError:
    if pathlib.Path(sys.executable).parent == PYTHON.parent or not PYTHON.exists():
        sys.exit("steps: run tests/ci/schemas.sh first, it installs what reads YAML here")
    os.execv(PYTHON, [PYTHON, *sys.argv])

WORKPLAN = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/debug/workplan").resolve()
PERSON = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "Focal"), ("EMAIL", "focal@example.org"))}
QUIET = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "HOME": "/nonexistent"}

# What cargo is told, and nothing but that: the binary goes to the root that is named, else to where cargo installs.
CARGO = """#!/bin/sh
echo "$@" >> "$CARGO_TOLD"
while [ $# -gt 0 ]; do
    [ "$1" = --root ] && to=$2/bin
    shift
done
mkdir -p "${to:=$CARGO_BIN}"
cp "$BUILT" "$to/workplan"
"""


# A stand-in for GitHub's own program, and one for curl that reads what is at GitHub from the server of this test.
GH = '#!/bin/sh\necho "$@" >> "$GH_TOLD"\nexit "$GH_ENDS"\n'
CURL = '#!/bin/bash\nexec "$REAL_CURL" "${@/https:\\/\\/github.com\\//$SERVER/}"\n'
NOWHERE = "http://127.0.0.1:1"


class Release:
    """A server with the files of a release: the given binary as this machine's archive, and its checksum, or a wrong one."""

    def __init__(self, folder, is_right=True):
        text = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
        self.version = re.search(r'^version = "(.*)"', text, re.M)[1]
        self.below = f"group/workplan/releases/download/v{self.version}"
        files = folder / "served" / self.below
        files.mkdir(parents=True)
        name = f"workplan-{self.version}-{os.uname().machine}-unknown-linux-musl"
        with tarfile.open(files / f"{name}.tar.gz", "w:gz", compresslevel=1) as archive:
            archive.add(WORKPLAN, f"{name}/workplan")
        digest = hashlib.sha256((files / f"{name}.tar.gz").read_bytes()).hexdigest()
        digest = digest if is_right else digest[::-1]
        (files / "SHA256SUMS").write_text(f"{'0' * 64}  other.tar.gz\n{digest}  {name}.tar.gz\n")
        handler = functools.partial(Quiet, directory=folder / "served")
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class Api(http.server.BaseHTTPRequestHandler):
    """A stand-in for the comments of pull request 7 at GitHub."""

    comments, asked, is_closed = [], [], False

    def log_message(self, *_):
        pass

    def answer(self, status, content=None):
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def begin(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        Api.asked.append(self.command)
        if Api.is_closed or self.headers["Authorization"] != "Bearer a-token":
            self.answer(403)
            return None
        return json.loads(body)["body"] if body else ""

    def do_GET(self):
        if self.begin() is not None:
            way, page = re.fullmatch(r"/repos/(\S+)/comments\?per_page=100&page=(\d+)", self.path).groups()
            assert way == "group/plans/issues/7", self.path
            self.answer(200, Api.comments[100 * int(page) - 100 : 100 * int(page)])

    def do_POST(self):
        if (body := self.begin()) is not None:
            assert self.path == "/repos/group/plans/issues/7/comments" and len(body) < 65_536, (self.path, len(body))
            Api.comments.append({"id": len(Api.comments) + 1, "user": {"type": "Bot"}, "body": body})
            self.answer(201, Api.comments[-1])

    def do_PATCH(self):
        if (body := self.begin()) is not None:
            number = re.fullmatch(r"/repos/group/plans/issues/comments/(\d+)", self.path)[1]
            Api.comments[int(number) - 1]["body"] = body.replace("\n", "\r\n")
            self.answer(200, {})


def comments(folder, at):
    """The one comment of a pull request, over its life."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Api)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    api = f"http://127.0.0.1:{server.server_port}"
    # A stranger can write the marker too.
    marker = "<!-- workplan: what this pull request changes -->"
    Api.comments = [{"id": number + 1, "user": {"type": "User"}, "body": f"{marker}\nmine" if number == 3 else "Looks good"} for number in range(130)]
    place, repository = at("comment", good)
    turn = iter(range(100))

    def go(asked="true", number="7"):
        Api.asked = []
        again = folder / "comment" / f"turn-{next(turn)}"
        again.mkdir()
        run = of_action(again, repository.folder, repository.base, inputs={"inputs.comment": asked}, names={"github.api_url": api, "github.repository": "group/plans", "github.event.pull_request.number": number})
        assert set(run.codes.values()) == {0}, run.__dict__
        return run, [one["body"] for one in Api.comments if one["user"]["type"] == "Bot"]

    expect("comment: none is written unless asked for", go("false")[1] == [] and Api.asked == [] and go(number="")[1] == [])
    run, found = go()
    expect("comment: it says what changes", len(found) == 1 and found[0].startswith(marker) and "## Workplan: what changes" in found[0] and Api.asked == ["GET", "GET", "POST"], (found, Api.asked, run.codes, run.output))
    _, same = go()
    expect("comment: the same is not written again", same == found and Api.asked == ["GET", "GET"], Api.asked)
    text = repository.plan.read_text(encoding="utf-8")
    repository.plan.write_text(text.replace("progress: 40", "progress: 70", 1), encoding="utf-8")
    git(repository.folder, "commit", "--quiet", "--all", "--message", "More")
    _, more = go()
    expect("comment: it is updated in its place", len(more) == 1 and "70%" in more[0] and Api.asked == ["GET", "GET", "PATCH"] and go()[1] == more and Api.asked == ["GET", "GET"], more)
    git(repository.folder, "checkout", "--quiet", repository.base, "--", "workplans")
    git(repository.folder, "commit", "--quiet", "--all", "--message", "Back")
    _, back = go()
    expect("comment: it says that nothing changes any more", len(back) == 1 and "no longer changes the workplans" in back[0], back)
    expect("comment: what a person wrote is as it was", Api.comments[3]["body"] == f"{marker}\nmine")
    Api.comments = []
    expect("comment: where nothing changes there is none", go()[1] == [] and Api.asked == ["GET"], Api.asked)
    activity = "      - {{id: m.{0}, title: Visit number {0} to a district with a long name, owners: [alpha], status: planned, due: 2025-12}}\n"
    long = text.replace("  - id: evidence\n", "".join(activity.format(number) for number in range(3000)) + "\n  - id: evidence\n", 1)
    repository.plan.write_text(long, encoding="utf-8")
    git(repository.folder, "commit", "--quiet", "--all", "--message", "Long")
    _, found = go()
    expect("comment: a long one is cut", len(found) == 1 and 30_000 < len(found[0].encode()) < 65_536 and found[0].endswith("\nThe rest is in the summary of the run.\n"), (len(found[0]), found[0][-300:]))
    Api.comments, Api.is_closed = [], True
    run, found = go()
    expect("comment: without the right to write one the run goes on", found == [] and "No comment is written: " in run.output and "pull-requests: write" in run.output and "a-token" not in run.output, run.output)


def yaml(text):
    return YAML(typ="safe").load(text)


def expect(what, held, seen=""):
    if not held:
        sys.exit(f"steps: {what}: not so\n{seen}")
    print(f"steps: {what}")


def git(folder, *arguments):
    environment = {"PATH": os.environ["PATH"], **PERSON, **QUIET}
    return subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True, text=True).stdout.strip()


class Repository:
    """A group's repository with a plan on `main`, and a checkout of a pull request: the merge of its head into `main`, as CI services make it."""

    def __init__(self, folder, change, holder="."):
        self.folder = folder / "repository"
        self.folder.mkdir()
        git(self.folder, "init", "--quiet", "--initial-branch", "main")
        subprocess.run([WORKPLAN, "init", holder, "--as-of", "2025-03-01"], cwd=self.folder, check=True, capture_output=True)
        self.plan = self.folder / holder / "workplans" / "2025.yaml"
        git(self.folder, "add", ".")
        git(self.folder, "commit", "--quiet", "--message", "The plan")
        git(self.folder, "checkout", "--quiet", "-b", "change")
        text = self.plan.read_text(encoding="utf-8")
        self.plan.write_text(change(text), encoding="utf-8")
        git(self.folder, "commit", "--quiet", "--all", "--message", "A change")
        git(self.folder, "checkout", "--quiet", "main")
        (self.folder / "other.txt").write_text("main has gone on\n")
        git(self.folder, "add", ".")
        git(self.folder, "commit", "--quiet", "--message", "Something else")
        self.base = git(self.folder, "rev-parse", "main")
        git(self.folder, "checkout", "--quiet", "--detach")
        git(self.folder, "merge", "--quiet", "--no-edit", "change")


class Run:
    """What the steps of a job said, and how each ended."""

    def __init__(self):
        self.codes, self.output, self.summary, self.cargo = {}, "", "", []

    def commands(self):
        """What the runner obeys: nothing between `::stop-commands::TOKEN` and `::TOKEN::`."""
        found, stopped = [], None
        for line in self.output.splitlines():
            if stopped:
                stopped = None if line == f"::{stopped}::" else stopped
            elif match := re.fullmatch(r"::stop-commands::([0-9a-f]{32})", line):
                stopped = match[1]
            elif line.startswith("::") or "##[" in line:
                found.append(line)
        assert not stopped, self.output
        return found


class Runner:
    """The part of a CI service that matters here: steps in order, conditions, files for paths and summary."""

    def __init__(self, folder, where, event, base, installed, server=NOWHERE, tools_beside=None):
        self.where, self.names = where, {"github.event_name": event, "github.event.pull_request.base.sha": base}
        self.names |= {"github.action_repository": "group/workplan", "github.token": "a-token"}
        self.temp = folder / "temp"
        self.temp.mkdir()
        self.files = {name: folder / name.lower() for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "CARGO_TOLD")}
        for file in self.files.values():
            file.touch()
        tools, cargo_bin = folder / "tools", folder / "cargo-bin"
        tools.mkdir()
        cargo_bin.mkdir()
        (tools / "cargo").write_text(CARGO)
        (tools / "cargo").chmod(0o755)
        for name, text in (tools_beside or {}).items():
            (tools / name).write_text(text)
            (tools / name).chmod(0o755)
        if installed:
            shutil.copy(WORKPLAN, tools / "workplan")
        elsewhere = [path for path in os.environ["PATH"].split(":") if not (pathlib.Path(path) / "workplan").exists()]
        self.path = [str(tools), str(folder / "cargo-home/bin"), str(cargo_bin), *elsewhere]
        self.environment = {
            **QUIET,
            **{name: str(file) for name, file in self.files.items()},
            "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(where), "RUNNER_TEMP": str(self.temp),
            "GITHUB_ACTION_PATH": str(ROOT), "CARGO_BIN": str(cargo_bin), "CARGO_HOME": str(folder / "cargo-home"), "BUILT": str(WORKPLAN),
            "GITHUB_SERVER_URL": server, "NO_PROXY": "*",
        }  # fmt: skip

    def fill(self, text):
        return re.sub(r"\$\{\{\s*([\w.]+)\s*\}\}", lambda match: self.names[match[1]], str(text))

    def holds(self, condition, has_failed):
        """`always()`, and comparisons of a name with a text, joined by `&&`: whatever else is written there stops this test."""
        terms = [term.strip() for term in condition.split("&&")]
        if "always()" not in terms and has_failed:
            return False
        for term in terms:
            if term in ("always()", "success()"):
                continue
            name, sign, text = re.fullmatch(r"([\w.]+) (==|!=) '(.*)'", term).groups()
            if (self.names[name] == text) != (sign == "=="):
                return False
        return True

    def bash(self, script, environment):
        file = self.temp / "step.sh"
        file.write_text(script)
        path = ":".join([*reversed(self.files["GITHUB_PATH"].read_text().split()), *self.path])
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", file]
        return subprocess.run(command, cwd=self.where, env={**self.environment, "PATH": path, **environment}, capture_output=True, text=True)

    def steps(self, steps, environment):
        run, has_failed = Run(), False
        self.names.update({f"steps.{step['id']}.outcome": "skipped" for step in steps if "id" in step})
        for number, step in enumerate(steps):
            if "run" not in step or not self.holds(step.get("if", "success()"), has_failed):
                continue
            own = {key: self.fill(value) for key, value in {**environment, **step.get("env", {})}.items()}
            done = self.bash(step["run"], own)
            if "id" in step:
                self.names[f"steps.{step['id']}.outcome"] = "failure" if done.returncode else "success"
            run.codes[step.get("name", number)] = done.returncode
            run.output += done.stdout + done.stderr
            has_failed |= done.returncode != 0
        run.summary = self.files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        run.cargo = self.files["CARGO_TOLD"].read_text().splitlines()
        return run


def of_action(folder, where, base, installed=True, event="pull_request", plans="workplans", server=NOWHERE, tools=None, more=None, inputs=None, names=None):
    action = yaml((ROOT / "action.yml").read_text(encoding="utf-8"))
    runner = Runner(folder, where, event, base, installed, server, tools)
    runner.environment |= more or {}
    for name, given in action["inputs"].items():
        runner.names[f"inputs.{name}"] = runner.fill(given["default"])
    runner.names.update({"inputs.plan": "2025", "inputs.dir": plans, **(inputs or {})})
    runner.names |= names or {}
    return runner.steps(action["runs"]["steps"], {})


def of_workflow(folder, where, base, holder=".", server=NOWHERE):
    (folder / "new").mkdir()
    git(folder / "new", "init", "--quiet")
    subprocess.run([WORKPLAN, "init", folder / "new" / holder, "--ci", "github"], check=True, capture_output=True)
    job = yaml((folder / "new/.github/workflows/workplan.yml").read_text())["jobs"]["check"]
    environment = job["env"] | {"WORKPLAN_RELEASE": job["env"]["WORKPLAN_RELEASE"].replace("https://example.org", server)}
    return Runner(folder, where, "pull_request", base, False).steps(job["steps"], environment)


def of_gitlab(folder, where, base, holder=".", server=NOWHERE):
    """A job's script is one script, and its report is taken up however it ends."""
    (folder / "new").mkdir()
    git(folder / "new", "init", "--quiet")
    subprocess.run([WORKPLAN, "init", folder / "new" / holder, "--ci", "gitlab"], check=True, capture_output=True)
    job = yaml((folder / "new/.gitlab-ci.yml").read_text())["workplan"]
    environment = {key: str(value) for key, value in job["variables"].items()}
    environment["WORKPLAN_RELEASE"] = environment["WORKPLAN_RELEASE"].replace("https://example.org", server)
    if base:
        environment["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = base
    runner = Runner(folder, where, "", base, False)
    done = runner.bash("\n".join(job["script"]), environment)
    assert job["artifacts"]["when"] == "always"
    report = where / job["artifacts"]["reports"]["codequality"]
    return done, json.loads(report.read_text(encoding="utf-8")) if report.exists() else None, runner.files["CARGO_TOLD"].read_text().split()


def of_pages(folder, where, service, release, address):
    """The job that makes the site; returns its folder. What publishes it belongs to the service."""
    (folder / "new").mkdir()
    git(folder / "new", "init", "--quiet")
    subprocess.run([WORKPLAN, "init", folder / "new", "--ci", service, "--pages"], check=True, capture_output=True)
    runner = Runner(folder, where, "push", "", False)
    if service == "github":
        job = yaml((folder / "new/.github/workflows/workplan-site.yml").read_text())["jobs"]["build"]
        runner.names["steps.pages.outputs.base_url"] = address
        environment = job["env"] | {"WORKPLAN_RELEASE": job["env"]["WORKPLAN_RELEASE"].replace("https://example.org", release.address)}
        run = runner.steps(job["steps"], environment)
        return runner.temp / "site", max(run.codes.values()), run.output
    job = yaml((folder / "new/.gitlab-ci.yml").read_text())["pages"]
    environment = {key: str(value) for key, value in job["variables"].items()} | {"CI_PAGES_URL": address}
    environment["WORKPLAN_RELEASE"] = environment["WORKPLAN_RELEASE"].replace("https://example.org", release.address)
    done = runner.bash("\n".join(job["script"]), environment)
    return where / job["artifacts"]["paths"][0], done.returncode, done.stdout + done.stderr


def pages(folder, at, release):
    """Sites that are published, one after the other: what the feed remembers is part of the one before."""
    for service in ("github", "gitlab"):
        place, repository = at(f"pages-{service}", good)
        published = place / "published"
        published.mkdir()
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=published))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"

        def go(turn):
            (place / turn).mkdir()
            site, code, said = of_pages(place / turn, repository.folder, service, release, address)
            shown = {file.name: file.read_text(encoding="utf-8") for file in site.rglob("*.*ml")} if site.exists() else {}
            shutil.rmtree(published)
            shutil.move(site, published)
            return code, shown, said

        code, shown, said = go("first")
        expect(f"pages of {service}: the site is made", code == 0 and {"index.html", "feed.xml", "2025.html"} <= shown.keys() and shown["feed.xml"].count("<entry>") == 1 and f'href="{address}/feed.xml"' in shown["feed.xml"], said)
        text = repository.plan.read_text(encoding="utf-8")
        repository.plan.write_text(text.replace("status: planned", "status: cancelled\n        reason: No room", 1), encoding="utf-8")
        code, shown, said = go("second")
        expect(f"pages of {service}: the feed tells what changed since", code == 0 and shown["feed.xml"].count("<entry>") == 2 and "cancelled" in shown["feed.xml"], (said, shown.get("feed.xml")))
        # A page for a login in place of the memory: the feed begins anew.
        (published / "state.json").write_text("<html>Sign in</html>")
        code, shown, said = go("third")
        expect(f"pages of {service}: without the memory the feed begins anew", code == 0 and shown["feed.xml"].count("<entry>") == 1, said)


def good(text):
    return text.replace("status: planned", "status: ongoing", 1)


def bad(text):
    text = text.replace("progress: 40", "progress: 60", 1)
    return text.replace("status: planned", "status: done", 1).replace("title: Train the first", 'title: "::error file=a::Train"  # ', 1)


def many(text):
    """The plan with thousands of activities that have a fault."""
    one = "      - {{id: m.{0}, title: Visit number {0}, owners: [alpha], status: done, due: 2025-12}}\n"
    return text.replace("  - id: evidence\n", "".join(one.format(number) for number in range(9000)) + "\n  - id: evidence\n", 1)


def removed(text):
    """The plan without one of its activities."""
    return text[: text.index("      - id: skills.2")] + text[text.index("  - id: evidence\n") :]


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder).resolve()

        def at(name, change, holder="."):
            (folder / name).mkdir()
            return folder / name, Repository(folder / name, change, holder)

        place, repository = at("good", good)
        run = of_action(place, repository.folder, repository.base)
        expect("action: a good change passes", set(run.codes.values()) == {0} and len(run.codes) == 4, run.__dict__)
        expect("action: nothing is marked", not [line for line in run.commands() if not line.startswith("::warning file=")], run.output)
        expect("action: what is printed stands between stops", run.output.count("::stop-commands::") == 3, run.output)
        expect("action: the summary has the change and the status", "## Workplan: what changes" in run.summary and "## Workplan 2025" in run.summary and "ongoing" in run.summary, run.summary)
        expect("action: what is installed is not installed again", run.cargo == [], run.cargo)

        place, repository = at("new", good)
        run = of_action(place, repository.folder, repository.base, installed=False)
        expect("action: it installs itself where it is not there", set(run.codes.values()) == {0} and len(run.cargo) == 1 and f"+stable install --locked --path {ROOT}" in run.cargo[0], run.__dict__)

        (folder / "wrong").mkdir()
        right, wrong = Release(folder), Release(folder / "wrong", is_right=False)
        expect("action: where there is nothing to download, it says so before it compiles", "There is no released program" in run.output and "compiled from source" in run.output, run.output)
        place, repository = at("released", good)
        run = of_action(place, repository.folder, repository.base, installed=False, server=right.address)
        expect("action: it downloads the release, and compiles nothing", set(run.codes.values()) == {0} and run.cargo == [] and "checksum is that of the release" in run.output, run.__dict__)
        place, repository = at("forged", good)
        run = of_action(place, repository.folder, repository.base, installed=False, server=wrong.address)
        expect("action: a wrong checksum is refused", list(run.codes.values()) == [1] and run.cargo == [] and not (place / "temp/workplan").exists(), run.__dict__)
        for ends, codes in (("0", {0}), ("1", {1})):
            place, repository = at(f"attested-{ends}", good)
            tools = {"gh": GH, "curl": CURL}
            more = {"GH_TOLD": str(place / "gh-told"), "GH_ENDS": ends, "REAL_CURL": shutil.which("curl"), "SERVER": right.address}
            run = of_action(place, repository.folder, repository.base, installed=False, server="https://github.com", tools=tools, more=more)
            told = (place / "gh-told").read_text() if (place / "gh-told").exists() else ""
            expect(f"action: an attestation that ends with {ends} decides", set(run.codes.values()) == codes and run.cargo == [] and told.startswith("attestation verify workplan-") and "--repo group/workplan" in told, (run.__dict__, told))

        place, repository = at("bad", bad)
        run = of_action(place, repository.folder, repository.base)
        line = 1 + repository.plan.read_text().split("status: done")[0].count("\n")
        marks = run.commands()
        expect("action: a bad change fails", run.codes["Check"] == 1, run.__dict__)
        expect("action: the fault is marked at its line", any(re.match(rf"::error file=workplans/2025\.yaml,line={line},col=\d+,.*::`done` is not", mark) for mark in marks), run.output)
        expect("action: a title is no command", all(re.match(r"::(error|warning) file=workplans/", mark) for mark in marks), run.output)
        expect("action: the summary says what is wrong", "have faults" in run.summary and "`done` is not a word for `status`" in run.summary, run.summary)
        found, rest = run.summary.split("## Workplan: what changes")
        expect("action: and nothing of a plan gets out of it", all(re.match(r"$|## |    ", one) for one in found.splitlines()), run.summary)
        expect("action: what changed and where the plan stands are shown beside the faults", "skills.1" in rest and "## Workplan 2025" in rest, run.summary)
        expect("action: it is red once, for the check", [name for name, code in run.codes.items() if code] == ["Check"] and len(run.codes) == 4, run.codes)

        place, repository = at("deep", bad, "docs")
        run = of_action(place, repository.folder, repository.base, plans="docs/workplans")
        expect("action: plans that lie deeper are checked and shown", any(mark.startswith("::error file=docs/workplans/2025.yaml,") for mark in run.commands()) and "## Workplan: what changes" in run.summary and "## Workplan 2025" in run.summary and sum(map(bool, run.codes.values())) == 1, run.__dict__)

        place, repository = at("many", many)
        run = of_action(place, repository.folder, repository.base)
        found = run.summary.split("## Workplan: what changes")[0]
        shown, left = found.count("error[invalid-value]"), re.search(r"\n(\d+) more are not shown here, for want of room: `workplan check --base [0-9a-f]{40} --dir workplans` shows all\.\n\n    \d+ errors", found)
        expect("action: a long list of faults is cut between two of them", len(found.encode()) < 1 << 20 and shown > 1000 and left and shown + int(left[1]) >= 9000, found[-500:])
        expect("action: ten are marked, and the rest is counted", len(run.commands()) == 10 and "findings are left out" in run.output, run.output[-500:])

        place, repository = at("gone", good)
        shutil.rmtree(repository.folder / "workplans")
        run = of_action(place, repository.folder, "")
        expect("action: without a folder it is red once", [name for name, code in run.codes.items() if code] == ["Check"], run.__dict__)

        place, repository = at("push", good)
        run = of_action(place, repository.folder, "", event="push")
        expect("action: without a pull request there is no change to tell", set(run.codes.values()) == {0} and "what changes" not in run.summary and "## Workplan 2025" in run.summary, run.__dict__)

        place, repository = at("removed", good)
        plan = repository.plan.read_text().replace("# endorsed:", "endorsed:")
        repository.plan.write_text(plan)
        git(repository.folder, "commit", "--quiet", "--all", "--message", "Endorsed")
        base = git(repository.folder, "rev-parse", "HEAD")
        repository.plan.write_text(removed(plan))
        git(repository.folder, "commit", "--quiet", "--all", "--message", "Gone")
        run = of_action(place, repository.folder, base)
        expect("action: what a change does is judged, and shown", run.codes["Check"] == 1 and any("title=activity-removed" in mark for mark in run.commands()) and "1 activity removed" in run.summary, run.__dict__)

        place, repository = at("shallow", good)
        git(folder, "clone", "--quiet", "--depth", "1", f"file://{repository.folder}", "shallow/clone")
        run = of_action(place, place / "clone", repository.base)
        expect("action: a clone that is cut short is told how to get the rest", run.codes["Check"] == 2 and "git fetch" in run.output, run.__dict__)

        for name, change, code, holder in (("flow-good", good, 0, "."), ("flow-bad", bad, 1, "."), ("flow-deep", bad, 1, "docs")):
            place, repository = at(name, change, holder)
            run = of_workflow(place, repository.folder, repository.base, holder)
            expect(f"workflow of init: ends with {code}", max(run.codes.values()) >= code and list(run.codes.values())[1] == code and "+stable install --locked --git" in run.cargo[0], run.__dict__)
            expect("workflow of init: the summary says what changed and where the plan stands", "## Workplan: what changes" in run.summary and "## Workplan 2025" in run.summary, run.summary)
            expect("workflow of init: it is red once at most", sum(map(bool, run.codes.values())) == code, run.codes)

        for name, server, code in (("flow-released", right, 0), ("flow-forged", wrong, 1)):
            place, repository = at(name, good)
            run = of_workflow(place, repository.folder, repository.base, server=server.address)
            expect(f"workflow of init: a release with a {'wrong' if code else 'right'} checksum", run.cargo == [] and list(run.codes.values())[0] == code and len(run.codes) == (1 if code else 4), run.__dict__)
            place, repository = at(f"lab-{name}", good)
            done, report, cargo = of_gitlab(place, repository.folder, repository.base, server=server.address)
            expect(f"GitLab: a release with a {'wrong' if code else 'right'} checksum", cargo == [] and done.returncode == code and (report is None) == bool(code), (done, report))

        comments(folder, at)
        pages(folder, at, right)

        labs = (("lab-good", good, 0, set(), "."), ("lab-bad", bad, 1, {"invalid-value"}, "."), ("lab-deep", bad, 1, {"invalid-value"}, "docs"))
        for name, change, code, rules, holder in labs:
            for has_base in (True, False):
                place, repository = at(f"{name}-{has_base}", change, holder)
                done, report, cargo = of_gitlab(place, repository.folder, repository.base if has_base else "", holder)
                expect("GitLab: the log says where the plan stands, and what changed", "Workplan 2025" in done.stdout and (not has_base or "skills." in done.stdout), done)
                errors = {one["check_name"] for one in report or [] if one["severity"] == "major"}
                expect(f"GitLab: ends with {code}, and the report is there", done.returncode == code and errors == rules and "--git" in cargo, (done, report))
    print("steps: all well")


if __name__ == "__main__":
    main()
