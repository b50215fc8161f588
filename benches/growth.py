"""How time and memory grow with the number of activities and of commits. Prints the table of docs/performance.md and draws docs/growth.svg.

usage: python3 benches/growth.py [the workplan binary] [the most activities] [the most commits]
Needs git, Python 3, GNU time and, for the largest plans, some 2 GB of memory and of disk.
"""

import math
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORKPLAN = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/release/workplan").resolve()
MOST_ACTIVITIES = int(sys.argv[2]) if len(sys.argv) > 2 else 600_000
MOST_COMMITS = int(sys.argv[3]) if len(sys.argv) > 3 else 20_000
IN_A_FILE = 100
STATUS = ["planned", "ongoing", "completed\n        completed: 2024-%02d-20", "ongoing\n        progress: 40"]

HEAD = """schema: 1
title: Growth
period: {start: 2024-01-01, end: 2024-12-31}
organizations:
%s
themes: [{id: t1, title: Theme}]
""" % "\n".join(f"  - {{id: org-{n}, name: Organization {n}, focal_points: [{{name: Desk {n}}}]}}" for n in range(30))


def activity(number: int, turn: int = 0) -> str:
    month = number % 12 + 1
    status = STATUS[(number + turn) % 4]
    return f"""      - id: "{number}"
        title: Support the partners of area {number} in their work
        owners: [org-{number % 30}]
        themes: [t1]
        status: {status % month if "%" in status else status}
        start: 2024-{month:02}-01
        due: 2024-{month:02}-28
        description: What is to be done, by whom, and what will be there at its end.
        milestones:
          - title: Draft
            due: 2024-{month:02}-14
        tags: [area-{number % 9}]
"""


def part(number: int, of: range, turn: int = 0) -> str:
    return f"schema: 1\npriorities:\n  - id: p{number}\n    title: Priority {number}\n    activities:\n" + "".join(activity(one, turn) for one in of)


def parts(activities: int) -> dict[str, str]:
    files = {"workplans/2024/plan.yaml": HEAD}
    for number, first in enumerate(range(0, activities, IN_A_FILE)):
        files[f"workplans/2024/{number}.yaml"] = part(number, range(first, min(first + IN_A_FILE, activities)))
    return files


def measure(folder: Path, *arguments: str) -> tuple[float, float, float]:
    """The medians of three runs: seconds, seconds of the processor, megabytes. A small program starts what is measured: what this one
    needs for itself does not count."""
    runs = []
    for _ in range(3):
        told = subprocess.run(
            ["/usr/bin/time", "-f", "%e %U %S %M", WORKPLAN, *arguments],
            cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True,
        )
        wall, user, system, memory = map(float, told.stderr.split())
        runs.append((wall, user + system, memory / 1024))
    return tuple(sorted(column)[1] for column in zip(*runs))


def by_activities(scratch: Path):
    number = 60
    while number <= MOST_ACTIVITIES:
        folder = scratch / f"a{number}"
        for name, text in parts(number).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        for command in ("status", "check"):
            yield command, number, measure(folder, command, "--as-of", "2024-12-31")
        shutil.rmtree(folder)
        number *= 10


def by_commits(scratch: Path):
    """A plan of 200 activities in 2 files; each commit changes an activity."""
    folder = scratch / "history"
    subprocess.run(["git", "init", "-q", "-b", "main", folder], check=True)
    stream = subprocess.Popen(["git", "fast-import", "--quiet"], cwd=folder, stdin=subprocess.PIPE)
    marks = [10, 100, 1_000, 2_000, 20_000]
    for commit in range(1, MOST_COMMITS + 1):
        files = parts(2 * IN_A_FILE) if commit == 1 else {f"workplans/2024/{commit % 2}.yaml": changed(commit)}
        told = "".join(f"M 644 inline {name}\ndata {len(text.encode())}\n{text}\n" for name, text in files.items())
        stream.stdin.write(f"commit refs/heads/main\ncommitter A <a@example.org> {1704067200 + commit * 1500} +0000\ndata 1\nx\n{told}\n".encode())
        if commit in marks:
            stream.stdin.write(f"reset refs/heads/at-{commit}\nfrom refs/heads/main\n\n".encode())
    stream.stdin.close()
    assert stream.wait() == 0
    for mark in [mark for mark in marks if mark <= MOST_COMMITS]:
        day = ["--as-of", "2025-12-31", "--no-cache", "--at", f"at-{mark}"]
        yield "trend --every commit", mark, measure(folder, "trend", "2024", "--every", "commit", "--format", "json", *day)


def changed(commit: int) -> str:
    """One activity of the file stands elsewhere than before."""
    number = commit % 2
    first = number * IN_A_FILE
    text = part(number, range(first, first + IN_A_FILE))
    one = first + commit // 2 % IN_A_FILE
    return text.replace(activity(one), activity(one, commit // 2 // IN_A_FILE % 3 + 1))


def short(number: int) -> str:
    return f"{number // 1_000_000}M" if number >= 1_000_000 else f"{number // 1_000}k" if number >= 1_000 else str(number)


def chart(title: str, unit: str, lines: dict[str, list[tuple[float, float]]], x: int) -> str:
    """Both axes by powers of ten: what grows in proportion is a line at 45 degrees."""
    points = [point for line in lines.values() for point in line]
    low = [math.floor(math.log10(max(min(point[axis] for point in points), 0.001))) for axis in (0, 1)]
    high = [math.ceil(math.log10(max(point[axis] for point in points))) for axis in (0, 1)]
    place = lambda value, axis: (math.log10(max(value, 0.001)) - low[axis]) / (high[axis] - low[axis])
    at = lambda point: (x + 40 + 240 * place(point[0], 0), 240 - 190 * place(point[1], 1))
    out = [f'<text x="{x + 40}" y="24" class="h">{title}</text>']
    for power in range(low[0], high[0] + 1):
        across = at((10**power, 10 ** low[1]))[0]
        out.append(f'<path d="M{across:.1f} 50V240" class="g"/><text x="{across:.1f}" y="256" text-anchor="middle">{short(10**power)}</text>')
    for power in range(low[1], high[1] + 1):
        down = at((10 ** low[0], 10**power))[1]
        out.append(f'<path d="M{x + 40} {down:.1f}h240" class="g"/><text x="{x + 34}" y="{down + 4:.1f}" text-anchor="end">{10**power:g} {unit}</text>')
    for number, (name, line) in enumerate(lines.items()):
        way = " ".join(f"{a:.1f},{b:.1f}" for a, b in map(at, line))
        a, b = at(line[-1])
        out.append(f'<polyline points="{way}" class="l{number}"/><text x="{a:.1f}" y="{b - 12 + 32 * number:.1f}" text-anchor="end" class="n n{number}">{name}</text>')
    return "\n".join(out)


def main() -> None:
    found: dict[str, list[tuple[int, tuple[float, float, float]]]] = {}
    print("| command | activities or commits | wall clock | processor | memory |\n| --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as scratch:
        for source in (by_activities, by_commits):
            for command, number, (wall, cpu, memory) in source(Path(scratch)):
                found.setdefault(command, []).append((number, (wall, cpu, memory)))
                print(f"| `{command}` | {number:,} | {wall:.3f} s | {cpu:.3f} s | {memory:.0f} MB |", flush=True)
    pick = lambda command, which: [(number, figures[which]) for number, figures in found[command]]
    activities, commits = ("status", "check"), ("trend --every commit",)
    charts = [
        chart("Processor, by activities", "s", {name: pick(name, 1) for name in activities}, 30),
        chart("Memory, by activities", "MB", {name: pick(name, 2) for name in activities}, 380),
        chart("Processor, by commits", "s", {name: pick(name, 1) for name in commits}, 730),
        chart("Memory, by commits", "MB", {name: pick(name, 2) for name in commits}, 1080),
    ]
    style = (
        "text{font:12px sans-serif;fill:#444}.h{font-size:15px;fill:#111}.g{stroke:#ddd}.l0{fill:none;stroke:#1b6ca8;stroke-width:2}"
        ".l1{fill:none;stroke:#c2571a;stroke-width:2}.n{font-size:11px}.n0{fill:#1b6ca8}.n1{fill:#c2571a}"
    )
    (ROOT / "docs/growth.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1400 270" role="img">\n'
        f"<title>How time and memory grow</title>\n<style>{style}</style>\n<rect width=\"1400\" height=\"270\" fill=\"#fff\"/>\n" + "\n".join(charts) + "\n</svg>\n"
    )


if __name__ == "__main__":
    main()
