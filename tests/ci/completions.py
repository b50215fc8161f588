"""Presses the tab key in a real bash, zsh and fish, and looks at what they offer.

A shell that is not here is passed over, and that is told. Usage: completions.py [the workplan binary]
"""

import fcntl
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
    print("\n".join(faults) or f"completions: all well in {', '.join(tried)}, {len(CASES)} lines each")
    sys.exit(1 if faults else 0)


main()
