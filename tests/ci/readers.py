"""What each command writes, read by PyYAML (YAML 1.1) and ruamel.yaml (1.2): random texts are texts for both and for the program, dates and
numbers are none. Needs Python 3 and, the first time, the network. Usage: tests/ci/readers.py [the workplan binary] [rounds] [seed]"""

import csv
import datetime
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from packages import runs_with

ROOT = Path(__file__).resolve().parents[2]
WORKPLAN = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/debug/workplan").resolve()
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 30
HOME = ROOT / "target/readers"

WORDS = """y Y n N yes Yes no NO on ON off OFF oFF true TRUE false null Null NULL ~ = << +_ ._ - -- --- ... . .. 0 -0 7 12 -3 +12 1.10 1. .5 -.5 010 08 007 0x1F -0x1f
0o17 0b101 1_000 1,000 1_ _1 1e3 1E+3 1.5e-3 12:30 12:30:45 1:30 190:20:30.15 .inf -.INF .NaN inf nan 2025 2025-03-01 2025-3-1 2025-Q2 2025-06 1.2.3 1-2
2025-03-01T10:00:00Z !x &x *x @x `x %x |x >x ?x :x x: :: a:b http://example.org/?a=1&b=[2] #x x#y {x [x x] x} {} [] it's "q" 'q' \\ \\n x\\ é 气候 نشر 😀 Y/N n/a""".split()
WORDS += ["2025-03-01 10:00", "a: b", "x # y", "- a", "? a", "a, b", "[a, b]", "{a: b}", "'a' b", '"a" b', "a 'b", "100 %", "1 000", "null and void", "no one", "---\ta",
          "a\tb", "a\u2028b", "a\u00a0b", "\ufeffa", "a\ufffeb", "long " * 40 + "end"]
LINES = ["two\nlines", "ends\n", "para\n\npara\n\n", " lead\nb", "a\n  b", "a\n\tb", "# a\nb", "- a\n- b", "a \nb", "a\n---\nb", "|\n>", "\na"]
TEXTS = ["contact", "working_group", "description", "remarks"]
LISTS = ["geography", "sdg_targets", "tags"]
NUMBERS = {"schema", "progress", "weight", "actual", "soon", "stale", "on_track", "behind"}
DATES = {"start", "end", "due", "done", "forecast", "completed"}
# Files end in a block without a line break, too.
ENDS = ["", "\n", "  - id: z\n    title: Z\n    owners: [w1]\n    status: planned\n    remarks: |\n      last", "  - id: z\n    title: Z\n    owners: [w1]\n    status: planned\n    remarks: >+\n      last"]
IDS = ["NO", "on", "1.10", "0x1F", "1_000", "null", "1e3", "w1"]


if not runs_with(HOME, "PyYAML==6.0.3", "ruamel.yaml==0.18.16"):
    print("readers: the readers of YAML cannot be installed here; passed over")
    sys.exit(0)

import ruamel.yaml
import yaml

DICE = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 7)
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def line() -> str:
    """A text of one line that a list on the command line can hold."""
    return text(lines=False).replace("\u2028", "").rstrip("\\") or "x"


def text(lines: bool = True) -> str:
    if lines and DICE.random() < 0.2:
        return DICE.choice(LINES)
    if DICE.random() < 0.7:
        return DICE.choice(WORDS)
    return "".join(DICE.choice("aeY01789._:-+ #,'\"[]{}&*!|>%@`=~?\\/éo") for _ in range(DICE.randint(1, 7))).strip() or "x"


class Group:
    """A folder with plans."""

    def __init__(self, folder: Path, plans: dict[str, str]):
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "workplans").mkdir(parents=True)
        for name, plan in plans.items():
            (folder / "workplans" / name).write_text(plan, encoding="utf-8", newline="")

    def run(self, *arguments: str, accepted: tuple[int, ...] = (0,)) -> str:
        done = subprocess.run([WORKPLAN, *arguments], cwd=self.folder, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode in accepted, (arguments, done.stderr, self.text())
        return done.stdout

    def text(self, name: str = "2025.yaml") -> str:
        path = self.folder / "workplans" / name
        return path.read_bytes().decode() if path.exists() else ""

    def activities(self, name: str = "2025.yaml") -> dict[str, dict]:
        """The activities by id, read by both."""
        plan = read(self.text(name))
        return {activity["id"]: activity for priority in plan["priorities"] for activity in priority.get("activities") or []}

    def holds(self, id: str, meant: dict, name: str = "2025.yaml") -> None:
        """All readers read what is meant."""
        activity = self.activities(name)[id]
        shown = json.loads(self.run("show", f"{name.removesuffix('.yaml')}/{id}", "--format", "json"))["activity"]
        for key, value in meant.items():
            assert activity.get(key) == value, (key, value, activity.get(key), self.text(name))
            if key in shown and key != "id":
                assert shown[key] == value, (key, value, shown[key], self.text(name))


def read(written: str) -> object:
    """What both read; they agree, and take for a text what is one."""
    try:
        old = yaml.load(written, LOADER)
        new = ruamel.yaml.YAML(typ="safe", pure=True).load(written)
    except Exception as wrong:
        raise AssertionError(written) from wrong
    same(old, new, "", written)
    return old


def same(old: object, new: object, key: str, written: str) -> None:
    if isinstance(old, dict):
        assert list(old) == list(new), (old, new, written)
        for name in old:
            assert isinstance(name, str), (name, written)
            same(old[name], new[name], name, written)
    elif isinstance(old, list):
        assert len(old) == len(new), (old, new, written)
        for one, other in zip(old, new):
            same(one, other, key, written)
    elif key == "target":
        assert old == new, (key, old, new, written)
    elif key in NUMBERS:
        assert old == new and isinstance(old, (int, float)), (key, old, new, written)
    elif key in DATES:
        assert old == new and isinstance(old, (datetime.date, str, int)), (key, old, new, written)
    elif key == "id" and isinstance(old, int):
        # A whole number is an id as it stands: the same digits to every reader.
        assert old == new and str(old).isdigit(), (key, old, new, written)
    elif old is not None:
        assert old == new and isinstance(old, str), (key, old, new, written)


def quoted(value: object) -> str:
    return re.sub("[\u0085\u2028\u2029\ufeff\ufffe\uffff]", lambda odd: f"\\u{ord(odd[0]):04x}", json.dumps(value, ensure_ascii=False))


def plan(year: str, *activities: str) -> str:
    organizations = ", ".join(f"{{id: {quoted(id)}, name: Organization {number}}}" for number, id in enumerate(IDS))
    head = f"schema: 1\ntitle: Plan {year}\nperiod: {{start: {year}-01-01, end: {year}-12-31}}\norganizations: [{organizations}]\n"
    return f"{head}priorities:\n- id: p\n  title: P\n  activities:\n" + "".join(activities)


def activity(id: str, **more: object) -> str:
    fields = {"id": id, "title": "T", "owners": ["w1"], "status": "planned"} | more
    match DICE.randint(0, 2):
        case 0:
            return f"  - {{{', '.join(f'{key}: {quoted(value)}' for key, value in fields.items())}}}\n"
        case 1:
            return "  - " + "\n    ".join(f"{key}: {quoted(value)}" for key, value in fields.items()) + "\n"
        case _:
            keys = [f"{key}: {quoted(value)}" if not isinstance(value, list) else f"{key}:\n" + "\n".join(f"    - {quoted(one)}" for one in value) for key, value in fields.items()]
            return "  - " + "\n    ".join(keys) + "\n"


def random_fields() -> dict:
    fields: dict = {key: text() for key in DICE.sample(TEXTS, 2)}
    fields |= {key: [line() for _ in range(DICE.randint(1, 2))] for key in DICE.sample(LISTS, 1)}
    return {key: list(dict.fromkeys(value)) if isinstance(value, list) else value for key, value in fields.items()}


def assignments(fields: dict, sign: str = "=") -> list[str]:
    return [f"{key}{sign if isinstance(value, list) else '='}{','.join(one.replace(',', chr(92) + ',') for one in value) if isinstance(value, list) else value}" for key, value in fields.items()]


def edits(folder: Path) -> None:
    id = DICE.choice(IDS)
    group = Group(folder, {"2025.yaml": plan("2025", activity(id, **(random_fields() if DICE.random() < 0.5 else {})) + DICE.choice(ENDS)).removesuffix("\n")})
    fields = random_fields()
    new = group.activities()[id] | fields
    group.run("set", id, *assignments(fields), f"title={(title := line())}", "progress=040", "due=2025-03-01", "owners=NO,on")
    group.holds(id, new | {"title": title, "owners": ["NO", "on"], "progress": 40})
    assert group.activities()[id]["due"] == datetime.date(2025, 3, 1), group.text()
    more = random_fields()
    title, unit, target = (line() for _ in range(3))
    step = json.dumps({"title": title, "due": "2025-02-01"})
    group.run("set", id, *assignments(more, "+="), f"milestones+={step}", "indicators+={name: N}", f"indicators[1].unit={unit}", f"indicators[1].target={target}", "indicators[1].actual=12")
    now = group.activities()[id]
    assert now["milestones"] == [{"title": title, "due": datetime.date(2025, 2, 1)}], group.text()
    assert now["indicators"][0]["unit"] == unit and now["indicators"][0]["actual"] == 12, group.text()
    assert str(now["indicators"][0]["target"]) == target or float(target) == now["indicators"][0]["target"], (target, group.text())
    reason = text()
    group.run(DICE.choice(["hold", "postpone", "cancel"]), id, f"--reason={reason}")
    group.holds(id, {"reason": reason} | {key: value for key, value in more.items() if isinstance(value, str)})
    title, fields = line(), random_fields()
    group.run("add", "--priority", "p", f"--title={title}", "--owner", "NO", "--due", "2025", "--id", "1_0", *assignments(fields))
    group.holds("1_0", fields | {"title": title, "owners": ["NO"]})


def rollover(folder: Path) -> None:
    texts = {id: random_fields() for id in DICE.sample(IDS, 3)}
    first, *others = texts
    bodies = [activity(id, **fields, **({"depends_on": [f"2025/{first}"]} if id != first else {})) for id, fields in texts.items()]
    alias = "  - {id: x1, title: &t 'OFF', owners: [w1], status: completed, completed: 2025-02-01}\n  - {id: x2, title: *t, owners: [w1], status: planned, tags: ['1_0']}\n"
    group = Group(folder, {"2025.yaml": plan("2025", *bodies, alias)})
    group.run("rollover", "2025", "--to", "2026")
    for id, fields in texts.items():
        group.holds(id, fields | ({"depends_on": [first]} if id != first else {}), "2026.yaml")
    assert group.activities("2026.yaml")["x2"]["title"] == "OFF"
    there = DICE.choice(["  []\n", "  [{id: y, title: Y, owners: [w1], status: planned}]\n", "  - {id: y, title: Y, owners: [w1], status: planned}\n"])
    target = plan("2026", there).replace("activities:\n  [", "activities: [")
    if DICE.random() < 0.3:
        target = target.split("priorities:")[0] + "priorities: [{id: p, title: P, activities: []}]\n"
    group = Group(folder, {"2025.yaml": plan("2025", *bodies, alias), "2026.yaml": target})
    group.run("rollover", "2025", "--to", "2026", "--update")
    for id, fields in texts.items():
        group.holds(id, fields | ({"depends_on": [first]} if id != first else {}), "2026.yaml")


def merges(folder: Path) -> None:
    base = {id: random_fields() for id in IDS[:4]}
    sides = []
    for _ in range(2):
        side = {id: fields | (random_fields() if DICE.random() < 0.5 else {}) for id, fields in base.items()}
        order = list(side)
        DICE.shuffle(order)
        sides.append({id: side[id] for id in order if DICE.random() < 0.9})
    group = Group(folder, {})
    for name, version in zip(("base", "ours", "theirs"), (base, *sides)):
        (folder / name).write_text(plan("2025", *(activity(id, **fields) for id, fields in version.items())), encoding="utf-8")
    group.run("merge-file", "base", "ours", "theirs", accepted=(0, 1))
    merged = (folder / "ours").read_text(encoding="utf-8")
    if "<<<<<<<" not in merged:
        read(merged)


def imports(folder: Path) -> None:
    group = Group(folder, {"organizations.yaml": "schema: 1\norganizations:\n" + "".join(f"- {{id: {quoted(id)}, name: {quoted('Group ' + id)}}}\n" for id in IDS)})
    with open(folder / "sheet.csv", "w", encoding="utf-8", newline="") as sheet:
        rows = csv.writer(sheet)
        rows.writerow(["Id", "Activity", "Owner", "Status", "Due", "Remarks"])
        for number in range(5):
            rows.writerow([f"1.{number}0", line(), f"Group {DICE.choice(IDS)}", "ongoing", "2025-06-30", line()])
    done = subprocess.run([WORKPLAN, "import", "sheet.csv", "--to", "2025"], cwd=folder, capture_output=True, text=True)
    if done.returncode == 0:
        for id, one in group.activities().items():
            group.holds(id, {key: one[key] for key in ("title", "owners", "remarks") if key in one})


def mends(folder: Path) -> None:
    id = DICE.choice(["NO", "on", "1.10", "w1"])
    group = Group(folder, {"2025.yaml": plan("2025", f"  - {{id: a, title: T, owners: {id}, status: done, due: 31.12.2025}}\n")})
    group.run("check", "--fix", accepted=(0, 1))
    assert group.activities()["a"]["owners"] == [id], group.text()


def begins(folder: Path) -> None:
    group = Group(folder, {})
    shutil.rmtree(folder / "workplans")
    group.run("init")
    for path in (folder / "workplans").rglob("*.yaml"):
        read(path.read_text(encoding="utf-8"))


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        begins(Path(home) / "group")
        for number in range(ROUNDS):
            for writes in (edits, rollover, merges, imports, mends):
                try:
                    writes(Path(home) / "group")
                except Exception as wrong:
                    sys.exit(f"readers: {writes.__name__}, round {number}: {type(wrong).__name__}: {wrong}")
    print(f"readers: {ROUNDS} rounds, all well")


main()
