"""Draws the pictures of the manual: what the program writes to a terminal, as SVG.

Each picture is the real output of a command, on the sample plans or on a plan that `init` has written, on a fixed day. With --check nothing is
written, and the exit status is 1 where a picture is not what the program writes today. Usage: draw.py [--check] [the workplan binary]
"""

import fcntl
import os
import pathlib
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import unicodedata
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent

# A picture: where it is taken, what is done before, and the command that is shown.
PICTURES = {
    "status": ("samples", [], "workplan status 2024 --by priority --as-of 2024-09-15"),
    "overdue": ("samples", [], "workplan overdue 2024 --as-of 2024-09-15"),
    "matrix": ("samples", [], "workplan matrix 2024 --as-of 2024-09-15"),
    "done": ("samples", [], "workplan done 1.3 --as-of 2024-09-15"),
    "check": ("samples", ["sed -i '0,/owners: .iom/s//owners: [imo/; 0,/status: completed/s//status: done/' workplans/2023.yaml"], "workplan check 2023 --as-of 2024-01-31"),
    "rollover": ("samples", [], "workplan rollover 2024 --as-of 2024-12-20"),
}

COLUMNS = 100
CELL, LINE, MARGIN = 8.0, 17, 14
INK = {30: "#6e7681", 31: "#ff7b72", 32: "#7ee787", 33: "#e3b341", 34: "#79c0ff", 35: "#d2a8ff", 36: "#76e3ea", 37: "#c9d1d9"}
INK |= {ink + 60: colour for ink, colour in INK.items()}


def output(program, kind, before, shown):
    """What a command writes to a terminal of a hundred columns."""
    with tempfile.TemporaryDirectory() as folder:
        if kind == "samples":
            shutil.copytree(PROJECT / "workplans", f"{folder}/workplans")
        world = {"PATH": f"{program.parent}:{os.environ['PATH']}", "TERM": "xterm-256color", "HOME": folder, "LANG": "C.UTF-8"}
        for command in before:
            subprocess.run(command, shell=True, cwd=folder, env=world, check=True, stdout=subprocess.DEVNULL)
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
        with subprocess.Popen(shown, shell=True, cwd=folder, env=world, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs):
            os.close(theirs)
            said = b""
            try:
                while part := os.read(ours, 65536):
                    said += part
            except OSError:  # The other end is closed.
                pass
        os.close(ours)
    return said.decode().replace("\r\n", "\n").rstrip("\n")


def width(text):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def runs(line, style):
    """The parts of a line that look alike, each with its style; and the style that the next line begins with."""
    found = []
    for text, codes in re.findall(r"([^\x1b]+)|\x1b\[([0-9;]*)m", line):
        if text:
            found.append((text, dict(style)))
            continue
        # One of the sixteen colours, in the long way of saying it.
        codes = re.sub(r"38;5;(\d+)", lambda long: str((30 if int(long[1]) < 8 else 82) + int(long[1])), codes)
        for code in map(int, codes.split(";") if codes else [0]):
            if code == 0:
                style.clear()
            elif code in INK:
                style["fill"] = INK[code]
            elif code == 39:
                style.pop("fill", None)
            elif code == 1:
                style["font-weight"] = "bold"
            elif code == 2:
                style["opacity"] = ".6"
            elif code == 4:
                style["text-decoration"] = "underline"
            else:
                raise ValueError(f"no such style: {code}")
    return found


def svg(shown, said):
    if "\x1b" in re.sub(r"\x1b\[[0-9;]*m", "", said):
        raise ValueError("more than colours")
    rows, style = [], {}
    for number, line in enumerate([f"\x1b[2m$\x1b[0m \x1b[1m{shown}\x1b[0m", "", *said.split("\n")]):
        column = 0
        for text, look in runs(line, style):
            # Each piece between wide gaps is put in its place, so that the columns stand in any font.
            for piece in re.split(r"(  +)", text):
                bare = piece.strip(" ")
                if bare:
                    left = column + width(piece) - width(piece.lstrip(" "))
                    attributes = "".join(f' {key}="{value}"' for key, value in look.items())
                    place = f'x="{MARGIN + left * CELL:g}" y="{MARGIN + number * LINE + 13}" textLength="{width(bare) * CELL:g}"'
                    rows.append(f"<text {place}{attributes}>{escape(bare)}</text>")
                column += width(piece)
    size = (COLUMNS * CELL + 2 * MARGIN, (len(said.split("\n")) + 2) * LINE + 2 * MARGIN)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]:g} {size[1]:g}" width="{size[0]:g}" role="img" aria-label="{escape(shown)}"'
    head += ' font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,\'DejaVu Sans Mono\',monospace" font-size="13.3" fill="#e6edf3" xml:space="preserve">'
    return "\n".join([head, f"<title>{escape(shown)}</title>", '<rect width="100%" height="100%" rx="8" fill="#0d1117"/>', *rows, "</svg>"]) + "\n"


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--check"]
    program = pathlib.Path(arguments[0] if arguments else PROJECT / "target/debug/workplan").resolve()
    stale = []
    for name, (kind, before, shown) in PICTURES.items():
        picture, path = svg(shown, output(program, kind, before, shown)), HERE / f"{name}.svg"
        if path.exists() and path.read_text(encoding="utf-8") == picture:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(picture, encoding="utf-8")
    if stale and "--check" in sys.argv:
        sys.exit(f"not what the program writes: {', '.join(stale)}; draw them anew: docs/pictures/draw.py")
    print(f"{len(PICTURES)} pictures, {len(stale)} of them drawn anew")


main()
