"""The queries of docs/facts.md, run as they stand there by DuckDB, over the history of a scratch repository; held against what the program
itself counts. Needs Python 3 and, the first time, the network. Usage: tests/ci/facts.py [the workplan binary]"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from packages import with_packages

ROOT = Path(__file__).resolve().parents[2]
WORKPLAN = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/debug/workplan").resolve()
HOME = ROOT / "target/facts"


def run(*command: str, day: str | None = None) -> str:
    moment = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"} if day else {}
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(command, cwd=HOME / "group", env=os.environ | quiet | moment, check=True, stdout=subprocess.PIPE, text=True).stdout


def repository() -> None:
    """The sample plans, and a year of edits, a commit each."""
    shutil.rmtree(HOME / "group", ignore_errors=True)
    shutil.copytree(ROOT / "workplans", HOME / "group/workplans")
    run("git", "init", "-q", "-b", "main")
    edits = [
        ("2024-01-10", []),
        ("2024-10-05", ["slip", "2.8", "2024-12-20", "--reason", "the fund meets later", "--plan", "2024"]),
        ("2024-10-20", ["done", "2.2", "--plan", "2024", "--as-of", "2024-10-20"]),
        ("2024-11-11", ["slip", "2.8", "2024-12-31", "--reason", "the fund meets later still", "--plan", "2024"]),
        ("2024-11-30", ["done", "2.4", "--plan", "2024", "--as-of", "2024-11-30"]),
    ]
    for day, edit in edits:
        if edit:
            run(str(WORKPLAN), *edit)
        run("git", "add", "-A")
        run("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "A change", day=day)
    run(str(WORKPLAN), "export", "--history", "--out-dir", "facts", "--as-of", "2024-12-31")


def ask() -> None:
    """Runs inside the Python that has DuckDB."""
    import duckdb

    os.chdir(HOME / "group")
    view, by_month, slips, spans = re.findall(r"```sql\n(.*?)```", (ROOT / "docs/facts.md").read_text(), re.S)
    base = duckdb.connect()
    base.execute(view)

    trend = json.loads(run(str(WORKPLAN), "trend", "2024", "--format", "json", "--as-of", "2024-12-31"))
    counted = {point["date"]: (point["completed"], point["activities"]) for point in trend["points"]}
    rows = base.execute(by_month).fetchall()
    assert len(rows) == 3, rows
    for end, completed, activities in rows:
        assert counted[str(end)] == (completed, activities), (end, completed, activities, counted)

    rows = base.execute(slips).fetchall()
    assert [(row[0], str(row[2]), str(row[3]), row[4], row[5]) for row in rows] == [("2.8", "2024-11-15", "2024-12-31", 46, 2)], rows

    rows = {owner: (completed, days) for owner, completed, days in base.execute(spans).fetchall()}
    assert rows["unhcr"] == (1, 284) and rows["iom"] == (2, 304.5), rows
    print(f"facts: {base.execute('SELECT count(*) FROM facts').fetchone()[0]} rows; the three queries agree with trend and with the edits")


if os.environ.get("FACTS_ASK"):
    ask()
else:
    HOME.mkdir(parents=True, exist_ok=True)
    own = with_packages(HOME, "duckdb==1.4.2")
    if own is None:
        print("facts: DuckDB cannot be installed here; its queries were not run")
        sys.exit(0)
    repository()
    sys.exit(subprocess.run([own, __file__, str(WORKPLAN)], env=os.environ | {"FACTS_ASK": "1"}).returncode)
