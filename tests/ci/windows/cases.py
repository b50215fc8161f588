"""What is different on Windows, tried with workplan.exe under Wine.

Usage: cases.py THE-PROGRAM-OF-THIS-MACHINE FOLDER, where FOLDER is what tests/ci/windows.sh has made.
"""
import fcntl
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

NATIVE, PLACE = (Path(argument).resolve() for argument in sys.argv[1:3])
PROGRAM = PLACE / "bin/workplan"
PROJECT = Path(__file__).resolve().parents[3]
WORK = Path(tempfile.mkdtemp(prefix="workplan-on-windows-"))
DAY = ["--as-of", "2024-09-15"]
PLAN = """schema: 1
title: Plan
period: {start: 2024-01-01, end: 2024-12-31}
organizations:
- {id: a, name: A}
priorities:
- id: p
  title: P
  activities:
  - {id: 1, title: One, owners: [a], status: planned, due: 2024-10-30}
  - {id: 2, title: Two, owners: [a], status: planned, due: 2024-10-30}
"""


def run(program, folder, *arguments, **more):
    surroundings = {"PATH": os.environ["PATH"], "XDG_CACHE_HOME": f"{PLACE}/cache", "GIT_CONFIG_GLOBAL": "/dev/null"} | more
    command = [program, *arguments]
    for _ in range(3):
        # Wine now and then never starts a program.
        try:
            return subprocess.run(command, cwd=folder, env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, timeout=40)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError(f"{command} is not done after 40 s, three times")


def windows(folder, *arguments, status=0, **more):
    """What workplan.exe writes: both outputs together, as text."""
    ended = run(PROGRAM, folder, *arguments, **more)
    said = (ended.stdout + ended.stderr).decode()
    assert ended.returncode == status, (arguments, ended.returncode, said)
    assert "\\" not in said, (arguments, said)
    return said


def held(path):
    """A program that has a file open, until its input is closed."""
    command = [os.environ.get("WINE64", "/usr/lib/wine/wine64"), PLACE / "program/hold.exe", f"Z:{path}"]
    surroundings = os.environ | {"WINEPREFIX": str(PLACE / "prefix"), "WINEDEBUG": "-all"}
    holder = subprocess.Popen(command, env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout.readline().strip() == b"open"
    return holder


def release(holder):
    holder.stdin.close()
    holder.wait(60)


def on_terminal(folder, *arguments, keys=b"", until=b""):
    """What the console shows, and the status; the keys are pressed once `until` is there."""
    process, terminal = pty.fork()
    if process == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        os.chdir(folder)
        os.execve(PROGRAM, [str(PROGRAM), *arguments], {"PATH": os.environ["PATH"], "TERM": "xterm", "HOME": str(folder)})
    shown, end = b"", time.time() + 60
    while time.time() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                piece = os.read(terminal, 65536)
            except OSError:
                break
            shown += piece
        if keys and until in shown:
            os.write(terminal, keys)
            keys = b""
    return shown, os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def git(folder, *arguments):
    """Git, as somebody."""
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    ended = subprocess.run(command, cwd=folder, capture_output=True)
    assert ended.returncode == 0, (arguments, ended.stdout + ended.stderr)
    return ended.stdout


def folder_of(files):
    folder = Path(tempfile.mkdtemp(dir=WORK))
    for name, text in files.items():
        path = folder / "workplans" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def names(folder):
    return sorted(entry.name for entry in (folder / "workplans").iterdir())


def samples():
    folder = Path(tempfile.mkdtemp(dir=WORK))
    shutil.copytree(PROJECT / "workplans", folder / "workplans")
    return folder


def formats():
    """Each command with each format that its help names."""
    commands = re.findall(r"(?m)^  ([a-z-]+) ", run(NATIVE, PROJECT, "--help").stdout.decode())
    for command in commands:
        text = run(NATIVE, PROJECT, command, "--help").stdout.decode()
        found = re.search(r"(?m)^Formats: (.*)$", text)
        for form in found[1].split(", ") if found else []:
            yield command, form.split(" ")[0]


ARGUMENTS = {"show": ["1.1"], "log": ["1.1"]}
READING = {"status", "list", "show", "overdue", "upcoming", "report", "digest", "export", "check", "matrix", "mine", "graph"}


def every_format_has_the_bytes_of_linux():
    folder, count = samples(), 0
    # Without git, a calendar is identified by the place of the folder.
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Plans")
    for command, form in formats():
        if command not in READING:
            continue
        plan = [] if command in {"check", "mine"} else ["2024"]
        arguments = [command, *ARGUMENTS.get(command, []), *plan, *DAY, "--format", form]
        if form in {"xlsx", "eml"}:
            where = ["--out-dir", "OUT"] if form == "eml" else ["-o", "OUT"]
            arguments += where
        outputs = []
        for program, name in ((NATIVE, "native"), (PROGRAM, "windows")):
            words = [name if word == "OUT" else word for word in arguments]
            ended = run(program, folder, *words)
            place = folder / name
            if place.is_dir():
                written = {path.name: path.read_bytes() for path in sorted(place.iterdir())}
                shutil.rmtree(place)
            elif place.exists():
                written = place.read_bytes()
                place.unlink()
            else:
                written = None
            shown = re.sub(rb"\b(native|windows)\b", b"OUT", ended.stdout), re.sub(rb"\b(native|windows)\b", b"OUT", ended.stderr)
            outputs.append((ended.returncode, *shown, written))
        assert outputs[0] == outputs[1], (arguments, [repr(output)[:1000] for output in outputs])
        count += outputs[0][0] in (0, 1)
    assert count >= 30, count
    return f"{count} outputs"


def an_edit_takes_the_lock_and_leaves_nothing():
    folder = folder_of({"2024.yaml": PLAN})
    windows(folder, "done", "1", *DAY)
    assert names(folder) == ["2024.yaml"], names(folder)
    lock = folder / "workplans/.workplan-lock"
    lock.touch()
    holder = held(lock)
    waiting = subprocess.Popen([PROGRAM, "start", "2", *DAY], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1.5)
    assert waiting.poll() is None, waiting.communicate()
    release(holder)
    assert waiting.wait(60) == 0, waiting.communicate()
    assert names(folder) == ["2024.yaml"], names(folder)
    text = (folder / "workplans/2024.yaml").read_text()
    assert "completed" in text and "ongoing" in text, text


def edits_at_the_same_time_are_all_kept():
    many = PLAN + "".join(f"  - {{id: {n}, title: T, owners: [a], status: planned, due: 2024-10-30}}\n" for n in range(3, 8))
    folder = folder_of({"2024.yaml": many})
    all_at_once = [subprocess.Popen([PROGRAM, "start", str(n), *DAY], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for n in range(1, 8)]
    for edit in all_at_once:
        assert edit.wait(120) == 0, edit.communicate()
    assert (folder / "workplans/2024.yaml").read_text().count("ongoing") == 7
    assert names(folder) == ["2024.yaml"], names(folder)


def line_ends_stay():
    folder = folder_of({"2024.yaml": PLAN.replace("\n", "\r\n")})
    git(folder, "init", "-q")
    git(folder, "config", "core.autocrlf", "true")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Plan")
    assert "no changes" in windows(folder, "diff", "HEAD", *DAY)
    windows(folder, "start", "2", *DAY)
    text = (folder / "workplans/2024.yaml").read_bytes()
    assert text.count(b"\r\n") == text.count(b"\n") and b"ongoing" in text, text
    changed = git(folder, "diff", "--numstat")
    assert changed.startswith(b"1\t1\t"), changed


def a_read_only_file_is_refused_and_left_alone():
    folder = folder_of({"2024.yaml": PLAN})
    plan = folder / "workplans/2024.yaml"
    plan.chmod(0o444)
    said = windows(folder, "done", "1", *DAY, status=2)
    assert "workplans/2024.yaml cannot be written: this file is read-only" in said, said
    assert plan.read_text() == PLAN and names(folder) == ["2024.yaml"]


def a_file_that_is_open_elsewhere_is_named():
    folder = samples()
    windows(folder, "export", "2024", *DAY, "-o", "plan.xlsx")
    before = (folder / "plan.xlsx").read_bytes()
    holder = held(folder / "plan.xlsx")
    said = windows(folder, "export", "2024", "--as-of", "2024-10-15", "-o", "plan.xlsx", status=2)
    assert "plan.xlsx cannot be written: another program has this file open" in said, said
    assert (folder / "plan.xlsx").read_bytes() == before
    assert sorted(entry.name for entry in folder.iterdir()) == ["plan.xlsx", "workplans"]
    assert "ICAT" in windows(folder, "status", *DAY)
    release(holder)


def names_of_devices_are_no_files():
    folder = samples()
    for name in ["NUL", "nul.csv"]:
        windows(folder, "export", "2024", *DAY, "--format", "csv", "-o", name)
    assert sorted(entry.name for entry in folder.iterdir()) == ["workplans"], list(folder.iterdir())
    for name in ["CON", "AUX.yaml", "com1"]:
        ended = run(PROGRAM, folder, "rollover", "2024", "--to", name, *DAY)
        assert ended.returncode == 2, (name, ended)
    assert names(folder) == names(PROJECT), names(folder)


def long_paths_work():
    folder = samples()
    deep = folder.joinpath(*["a folder with a long name of fifty letters and more"] * 6)
    deep.mkdir(parents=True)
    assert len(str(deep)) > 300
    for way in [f"Z:{deep}/plan.csv", str(deep.relative_to(folder) / "again.csv")]:
        windows(folder, "export", "2024", *DAY, "-o", way)
    assert (deep / "plan.csv").read_bytes() == (deep / "again.csv").read_bytes()


def folders_are_named_in_every_way():
    folder = folder_of({"2024.yaml": PLAN})
    meant = windows(folder, "list", "--format", "csv", *DAY)
    path = f"{folder}/workplans"
    back = path.replace("/", "\\")
    for way in ["workplans", ".\\workplans", f"Z:{path}", f"z:{back}", f"\\\\?\\Z:{back}", f"Z:{back}\\..\\workplans", path, "..\\" + folder.name + "\\workplans"]:
        assert windows(folder, "list", "--dir", way, "--format", "csv", *DAY) == meant, way
        assert "0 errors" in windows(folder, "check", "--dir", way, *DAY), way
    for way, shown in [("\\\\server\\share\\plans", "//server/share/plans"), ("//server/share/plans", "//server/share/plans"), ("Z:\\nowhere", "Z:/nowhere"), ("Q:\\plans", "Q:/plans")]:
        said = windows(folder, "list", "--dir", way, status=2)
        assert f"the workplans folder {shown} does not exist" in said, said
    said = windows(folder, "check", "workplans\\2024.yaml", *DAY)
    assert "0 errors" in said, said


def what_was_learned_is_kept_in_the_local_app_data():
    kept = list((PLACE / "prefix/drive_c/users").glob("*/AppData/Local"))
    assert len(kept) >= 1, kept
    for one in kept:
        shutil.rmtree(one / "workplan", ignore_errors=True)
    work = samples()
    git(work, "init", "-q")
    git(work, "add", "-A")
    git(work, "commit", "-q", "-m", "Plans")
    run(PROGRAM, work, "trend", "2024", XDG_CACHE_HOME="")
    assert any(any((one / "workplan").glob("*")) for one in kept)


def the_board_starts_draws_and_quits():
    shown, status = on_terminal(samples(), "board", "2024", *DAY, keys=b"q", until=b"Priorities")
    # The console of Wine counts what sets colors as text, and breaks it at the edge.
    assert status == 0 and b"1049l" in shown, (status, shown[-1000:])


def a_console_has_its_width_and_colors():
    shown, status = on_terminal(samples(), "status", "2024", *DAY)
    assert status == 0 and "·".encode() in shown and b"ICAT" in shown, (status, shown[-1000:])


def git_merges_by_a_program_in_a_folder_with_spaces():
    folder = folder_of({"2024.yaml": PLAN})
    place = folder / "Program Files (x86)"
    place.symlink_to(PLACE / "bin")
    git(folder, "init", "-q", "-b", "main")
    (folder / ".gitattributes").write_text("workplans/**/*.yaml merge=workplan\n")
    page = (PROJECT / "docs/merging.md").read_text()
    driver = re.search(r"""git config merge\.workplan\.driver "('C:[^"]*)\"""", page)[1]
    git(folder, "config", "merge.workplan.driver", driver.replace("C:/Program Files/workplan/workplan.exe", f"{place}/workplan"))
    plan = folder / "workplans/2024.yaml"
    for branch, old, new in [(None, "", ""), ("theirs", "title: One", "title: First"), ("ours", "owners: [a], status: planned", "owners: [a], status: ongoing")]:
        if branch:
            git(folder, "checkout", "-q", "-b", branch, "main")
        plan.write_text(PLAN.replace(old, new, 1))
        git(folder, "add", "workplans", ".gitattributes")
        git(folder, "commit", "-q", "-m", branch or "Plan")
    git(folder, "merge", "-q", "--no-edit", "theirs")
    text = plan.read_text()
    assert "title: First" in text and "ongoing" in text, text


def init_writes_for_every_system():
    folder = folder_of({})
    git(folder, "init", "-q")
    said = windows(folder, "init", "team\\west", "--ci", "github")
    assert "  team/west/workplans/" in said and "cd team/west" in said, said
    for path in folder.rglob("*"):
        assert not path.is_file() or b"\\west" not in path.read_bytes(), path


CASES = [
    every_format_has_the_bytes_of_linux,
    an_edit_takes_the_lock_and_leaves_nothing,
    edits_at_the_same_time_are_all_kept,
    line_ends_stay,
    a_read_only_file_is_refused_and_left_alone,
    a_file_that_is_open_elsewhere_is_named,
    names_of_devices_are_no_files,
    long_paths_work,
    folders_are_named_in_every_way,
    what_was_learned_is_kept_in_the_local_app_data,
    the_board_starts_draws_and_quits,
    a_console_has_its_width_and_colors,
    git_merges_by_a_program_in_a_folder_with_spaces,
    init_writes_for_every_system,
]


def main():
    wanted = sys.argv[3:]
    failed = 0
    for case in CASES:
        name = case.__name__.replace("_", " ")
        if wanted and not any(word in case.__name__ for word in wanted):
            continue
        started = time.time()
        try:
            said = case()
        except AssertionError as error:
            failed += 1
            print(f"  FAILED: {name}\n    {error}")
            continue
        print(f"  {name}{f' ({said})' if said else ''}, {time.time() - started:.1f} s", flush=True)
    shutil.rmtree(WORK, ignore_errors=True)
    sys.exit(failed > 0)


main()
