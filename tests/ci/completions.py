"""Presses the tab key in a real bash, zsh and fish, and looks at what they offer; then in a folder of a stranger, whose names would be commands if
a shell took them as they are: nothing runs, and what was filled in is a word or nothing.

A shell that is not here is passed over, and that is told. Usage: completions.py [the workplan binary]
"""

import datetime
import fcntl
import json
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios
import time

PROJECT = pathlib.Path(__file__).resolve().parents[2]

SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "bind 'set show-all-if-ambiguous on'; bind 'set page-completions off'; source <(workplan completions bash)"),
    "zsh": (["zsh", "-f", "-i"], "autoload -U compinit; compinit -u -D; zstyle ':completion:*' list-prompt ''; source <(workplan completions zsh)"),
    "fish": (["fish", "--no-config", "--interactive"], "workplan completions fish | source"),
}

# What is typed before the tab key, what must be offered or filled in, and whether titles stand beside it where the shell can show them.
CASES = [
    ("workplan matr", ["matrix"], []),
    ("workplan status 202", ["2023", "2024"], []),
    ("workplan list --owner un", ["undp", "unicef", "unodc"], ["Office on Drugs and Crime"]),
    ("workplan list --theme ", ["child-protection", "survivor-engagement"], ["Survivor engagement"]),
    ("workplan list --status o", ["ongoing", "on_hold"], []),
    ("workplan done 1.", ["1.3", "1.10"], ["Set up ICAT contact groups in two pilot regions"]),
    ("workplan show 2023/C", ["2023/C.5"], []),
    ("workplan set 1.3 sta", ["status=", "start="], []),
    ("workplan check --format sa", ["sarif"], []),
    ("workplan list --status=on_", ["on_hold"], []),
    ("workplan set 1.3 status=can", ["cancelled"], []),
    ("workplan report --format ", ["markdown", "html"], []),
]


# What leaves a mark where a shell runs it, or is more than a word.
HOSTILE = ["$(touch MARK)", "`touch MARK`", ";touch MARK", "&touch MARK", "|touch MARK", ">MARK", "\ntouch MARK\n", " b", "'x", '"x', "*", "{a,b}", "\\", "#x"]
# In the folder of a stranger: what is typed, and what must be filled in by each shell; nothing where no name is safe.
BEGUN = [
    *(("workplan import ", chr(97 + number), f"{chr(97 + number)}{sign}.csv") for number, sign in enumerate(HOSTILE) if "\n" not in sign),
    *((line, begun, None) for line in ("workplan check ", "workplan status -o ", "workplan status --dir ") for begun in ("a", "b", "c")),
    *((line, "7", None) for line in ("workplan status ", "workplan show ", "workplan done ", "workplan list --owner ", "workplan list --owner=", "workplan set 1 owners=",
                                     "workplan set 1 themes=", "workplan list --theme ", "workplan add --priority ", "workplan rollover --to ", "workplan check ")),
    *((line, "", None) for line in ("workplan done ", "workplan status ", "workplan import ", "workplan list --owner ")),
    *((line, "-", None) for line in ("workplan status ", "workplan show ", "workplan list --owner ", "workplan check ", "workplan import ")),
    ("workplan done ", "safe", "safe.1"),
    ("workplan import ", "plain", "plain-file.csv"),
]

# Names that a shell need not fill in: it may leave them to whoever typed. What everybody uses is filled in: a name with a space.
PASSED_OVER = [wanted for _, _, wanted in BEGUN if wanted and wanted not in ("h b.csv", "safe.1", "plain-file.csv")]


def stranger(folder):
    """A folder in which everything that can have a name has a hostile one."""
    plans = pathlib.Path(folder, "workplans")
    plans.mkdir()
    def plan(year, names):
        quoted = [json.dumps(name) for name in names]
        return (f"schema: 1\ntitle: {quoted[0]}\nperiod: {{start: {year}-01-01, end: {year}-12-31}}\norganizations:\n" + "".join(f"- {{id: {name}, name: {name}}}\n" for name in quoted)
                + "themes:\n" + "".join(f"- {{id: {name}, title: {name}}}\n" for name in quoted)
                + "priorities:\n" + "".join(f"- id: {name}\n  title: {name}\n  activities:\n  - {{id: {name}, title: {name}, owners: [safe.1], status: planned}}\n" for name in quoted))
    for number, sign in enumerate(HOSTILE):
        (plans / f"7{sign}.yaml").write_text(plan(1990 + number, ["x"]))
        pathlib.Path(folder, f"{chr(97 + number)}{sign}.csv").write_text("x")
    (plans / "-oMARK.yaml").write_text(plan(1980, ["x"]))
    pathlib.Path(folder, "-oMARK.csv").write_text("x")
    pathlib.Path(folder, "plain-file.csv").write_text("x")
    year = datetime.date.today().year
    (plans / f"{year}.yaml").write_text(plan(year, ["safe.1", "-oMARK", *(f"7{sign}" for sign in HOSTILE)]))


def try_stranger(name, program, folder):
    command, switch_on = SHELLS[name]
    world = {"PATH": f"{program.parent}:{os.environ['PATH']}", "HOME": folder, "TERM": "xterm", "LANG": "C.UTF-8", "PS1": "> ", "PROMPT": "> "}
    faults = []
    (pathlib.Path(folder) / "tell").write_text("#!/bin/sh\nfor word; do printf '%s\\0' \"$word\"; done > told.new; mv told.new told\n")
    (pathlib.Path(folder) / "tell").chmod(0o755)
    terminal = Terminal(command, folder, world)
    try:
        terminal.type(f"{switch_on}\n")
        for turn, (line, begun, wanted) in enumerate(BEGUN):
            terminal.type(f"\x15echo rea''dy {turn}\n")
            terminal.read(lambda shown: f"ready {turn}" in shown)
            told = pathlib.Path(folder, "told")
            told.unlink(missing_ok=True)
            # The line that was filled in becomes the words of a program that tells them, as the shell itself takes them apart.
            terminal.type(line + begun + "\t\t")
            shown = terminal.read(lambda shown: False, 0.6)
            terminal.type("\x01./tell \n")
            shown += terminal.read(lambda shown: told.exists(), 5)
            words = told.read_text().split("\0")[:-1] if told.exists() else None
            if words is None:
                terminal.type("\x03")
            marks = list(pathlib.Path(folder).rglob("MARK"))
            [mark.unlink() for mark in marks]
            if marks:
                faults.append(f"{name}: `{line}{begun}` and the tab key: what was filled in runs a command\n{shown}")
            elif words and any("-oMARK" in word for word in words):
                faults.append(f"{name}: `{line}{begun}` and the tab key: a name is filled in as an option: {words}")
            elif words is None or wanted and words[2:3] not in ([wanted], [begun] if wanted in PASSED_OVER else None):
                faults.append(f"{name}: `{line}{begun}` and the tab key: {words}, where {wanted} was to be filled in\n{shown}")
    finally:
        terminal.close()
    return faults


class Terminal:
    """A shell with somebody at the keys."""

    def __init__(self, command, folder, world):
        self.process, self.keys = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, world)
        fcntl.ioctl(self.keys, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 160, 0, 0))

    def type(self, text):
        os.write(self.keys, text.encode())

    def read(self, until, seconds=30):
        """What is shown, until everything that is waited for has come, or the time is over."""
        shown, end = "", time.monotonic() + seconds
        while time.monotonic() < end and not until(shown):
            if select.select([self.keys], [], [], 0.2)[0]:
                try:
                    part = os.read(self.keys, 65536)
                except OSError:  # The shell has ended.
                    return shown
                # fish asks the terminal who it is, and waits for an answer.
                if b"\x1b[c" in part or b"\x1b[0c" in part:
                    self.type("\x1b[?62c")
                shown += re.sub(r"\x1b\][^\x07]*\x07|\x1b\[[0-9;?>=<]*[a-zA-Z]|\x1b[()][A-Z0-9]|\x1b[=>]|\r", "", part.decode(errors="replace"))
        return shown

    def close(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.keys)


def try_shell(name, program, folder):
    command, switch_on = SHELLS[name]
    world = {"PATH": f"{program.parent}:{os.environ['PATH']}", "HOME": folder, "TERM": "xterm", "LANG": "C.UTF-8", "PS1": "> ", "PROMPT": "> "}
    faults = []
    terminal = Terminal(command, folder, world)
    try:
        terminal.type(f"{switch_on}\n")
        for turn, (typed, offered, titles) in enumerate(CASES):
            # What stands in the line is taken away.
            terminal.type(f"\x15echo rea''dy {turn}\n")
            started = terminal.read(lambda shown: f"ready {turn}" in shown)
            terminal.type(typed + ("\t" if name == "fish" else "\t\t"))
            wanted = offered + (titles if name != "bash" else [])
            shown = terminal.read(lambda shown: all(word in shown for word in wanted))
            missing = [word for word in wanted if word not in shown]
            if missing:
                faults.append(f"{name}: `{typed}` and the tab key: {', '.join(missing)} is not among\n{started}\n{shown}")
    finally:
        terminal.close()
    return faults


def main():
    program = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else PROJECT / "target/debug/workplan").resolve()
    faults, tried = [], []
    for name in SHELLS:
        if not shutil.which(name):
            print(f"completions: {name} is not here; the tab key was not pressed in it")
            continue
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(PROJECT / "workplans", f"{folder}/workplans")
            faults += try_shell(name, program, folder)
            tried.append(name)
        with tempfile.TemporaryDirectory() as folder:
            stranger(folder)
            faults += try_stranger(name, program, folder)
    print("\n".join(faults) or f"completions: all well in {', '.join(tried)}, {len(CASES)} lines each, and {len(BEGUN)} with the names of a stranger")
    sys.exit(1 if faults else 0)


main()
