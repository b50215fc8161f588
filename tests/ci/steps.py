"""Runs what CI services would run: the steps of action.yml, and of the files that `init --ci` writes, in their order, in a scratch repository.

Usage: tests/ci/steps.py [the workplan binary]. Needs git and bash, and what tests/ci/schemas.sh has installed. `cargo install` is the one command that
is not run for real: a stand-in puts the given binary where cargo would.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

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

    def __init__(self, folder, change):
        self.folder = folder / "repository"
        self.folder.mkdir()
        git(self.folder, "init", "--quiet", "--initial-branch", "main")
        subprocess.run([WORKPLAN, "init", ".", "--as-of", "2025-03-01"], cwd=self.folder, check=True, capture_output=True)
        self.plan = self.folder / "workplans" / "2025.yaml"
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

    def __init__(self, folder, where, event, base, installed):
        self.where, self.names = where, {"github.event_name": event, "github.event.pull_request.base.sha": base}
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
        if installed:
            shutil.copy(WORKPLAN, tools / "workplan")
        elsewhere = [path for path in os.environ["PATH"].split(":") if not (pathlib.Path(path) / "workplan").exists()]
        self.path = [str(tools), str(cargo_bin), *elsewhere]
        self.environment = {
            **QUIET,
            **{name: str(file) for name, file in self.files.items()},
            "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(where), "RUNNER_TEMP": str(self.temp),
            "GITHUB_ACTION_PATH": str(ROOT), "CARGO_BIN": str(cargo_bin), "BUILT": str(WORKPLAN),
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
        for number, step in enumerate(steps):
            if "run" not in step or not self.holds(step.get("if", "success()"), has_failed):
                continue
            own = {key: self.fill(value) for key, value in {**environment, **step.get("env", {})}.items()}
            done = self.bash(step["run"], own)
            run.codes[step.get("name", number)] = done.returncode
            run.output += done.stdout + done.stderr
            has_failed |= done.returncode != 0
        run.summary = self.files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        run.cargo = self.files["CARGO_TOLD"].read_text().splitlines()
        return run


def of_action(folder, where, base, installed=True, event="pull_request"):
    action = yaml((ROOT / "action.yml").read_text(encoding="utf-8"))
    runner = Runner(folder, where, event, base, installed)
    for name, given in action["inputs"].items():
        runner.names[f"inputs.{name}"] = runner.fill(given["default"])
    runner.names["inputs.plan"] = "2025"
    return runner.steps(action["runs"]["steps"], {})


def of_workflow(folder, where, base):
    subprocess.run([WORKPLAN, "init", folder / "new", "--ci", "github"], check=True, capture_output=True)
    job = yaml((folder / "new/.github/workflows/workplan.yml").read_text())["jobs"]["check"]
    return Runner(folder, where, "pull_request", base, False).steps(job["steps"], job["env"])


def of_gitlab(folder, where, base):
    """A job's script is one script, and its report is taken up however it ends."""
    subprocess.run([WORKPLAN, "init", folder / "new", "--ci", "gitlab"], check=True, capture_output=True)
    job = yaml((folder / "new/.gitlab-ci.yml").read_text())["workplan"]
    environment = {key: str(value) for key, value in job["variables"].items()}
    if base:
        environment["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = base
    runner = Runner(folder, where, "", base, False)
    done = runner.bash("\n".join(job["script"]), environment)
    assert job["artifacts"]["when"] == "always"
    report = where / job["artifacts"]["reports"]["codequality"]
    return done, json.loads(report.read_text(encoding="utf-8")) if report.exists() else None, runner.files["CARGO_TOLD"].read_text().split()


def good(text):
    return text.replace("status: planned", "status: ongoing", 1)


def bad(text):
    return text.replace("status: planned", "status: done", 1).replace("title: Train the first", 'title: "::error file=a::Train"  # ', 1)


def removed(text):
    """The plan without one of its activities."""
    return text[: text.index("      - id: skills.2")] + text[text.index("  - id: evidence\n") :]


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder).resolve()

        def at(name, change):
            (folder / name).mkdir()
            return folder / name, Repository(folder / name, change)

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

        place, repository = at("bad", bad)
        run = of_action(place, repository.folder, repository.base)
        line = 1 + repository.plan.read_text().split("status: done")[0].count("\n")
        marks = run.commands()
        expect("action: a bad change fails", run.codes["Check"] == 1, run.__dict__)
        expect("action: the fault is marked at its line", any(re.match(rf"::error file=workplans/2025\.yaml,line={line},col=\d+,.*::`done` is not", mark) for mark in marks), run.output)
        expect("action: a title is no command", all(re.match(r"::(error|warning) file=workplans/", mark) for mark in marks), run.output)
        expect("action: the summary says what is wrong", "have faults" in run.summary and "`done` is not a word for `status`" in run.summary, run.summary)
        expect("action: and nothing of a plan gets out of it", all(re.match(r"$|## |    ", one) for one in run.summary.splitlines()), run.summary)

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

        for name, change, code in (("flow-good", good, 0), ("flow-bad", bad, 1)):
            place, repository = at(name, change)
            run = of_workflow(place, repository.folder, repository.base)
            expect(f"workflow of init: ends with {code}", max(run.codes.values()) >= code and list(run.codes.values())[1] == code and "+stable install --locked --git" in run.cargo[0], run.__dict__)
            expect("workflow of init: the summary is written", "## " in run.summary, run.summary)

        for name, change, code, rules in (("lab-good", good, 0, set()), ("lab-bad", bad, 1, {"invalid-value"})):
            for has_base in (True, False):
                place, repository = at(f"{name}-{has_base}", change)
                done, report, cargo = of_gitlab(place, repository.folder, repository.base if has_base else "")
                errors = {one["check_name"] for one in report or [] if one["severity"] == "major"}
                expect(f"GitLab: ends with {code}, and the report is there", done.returncode == code and errors == rules and "--git" in cargo, (done, report))
    print("steps: all well")


if __name__ == "__main__":
    main()
