"""Draws the map of the modules from the imports in src/, as SVG: who uses whom, from the outside in.

Every module at the top of src/ is a box with its first sentence and the number of its files. A line leads from a module to one that it uses;
where one that it uses leads there as well, the line is left out. With --check nothing is written, and the exit status is 1 where the picture
is not what the imports say. Usage: map.py [--check]
"""

import pathlib
import re
import sys
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).resolve().parent
SRC = HERE.parent.parent / "src"
PICTURE = HERE / "map.svg"

WIDTH, BOX, HEIGHT, GAP, BAND = 980, 212, 58, 24, 104
BANDS = {
    "front end": {"cli"},
    "answers": {"report", "render"},
    "services": {"store", "workspace", "history", "ops"},
}
COLOURS = {"front end": "#fff1d6", "answers": "#e2f3e4", "services": "#e1ecfb", "pure": "#f2f2f2"}


def files(module):
    return sorted((SRC / module).rglob("*.rs"))


def code(path):
    """A file without its comments and without what only its tests use."""
    text = path.read_text(encoding="utf-8").split("#[cfg(test)]")[0]
    return "\n".join(line.split("//")[0] for line in text.splitlines())


def used(module, modules):
    """The modules that the files of one import."""
    found = set()
    for path in files(module):
        for group, name in re.findall(r"crate::(?:\{([^}]*)\}|(\w+))", code(path)):
            found |= {name} if name else set(re.findall(r"\b(\w+)", group))
    return (found & set(modules)) - {module}


def purpose(module):
    """The first sentence of the module's own documentation, without what follows a colon."""
    lines = re.findall(r"^//! ?(.*)$", (SRC / module / "mod.rs").read_text(encoding="utf-8"), re.M)
    text = re.split(r"\.(?: |$)|: ", " ".join(lines))[0].replace("`", "")
    return text


def wrapped(text, width):
    rows, row = [], ""
    for word in text.split():
        if row and len(row) + 1 + len(word) > width:
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}".strip()
    rows = [*rows, row]
    return rows if len(rows) <= 2 else [rows[0], rows[1].rstrip(",;") + " …"]


def reachable(graph, start):
    seen, todo = set(), list(graph[start])
    while todo:
        one = todo.pop()
        if one not in seen:
            seen.add(one)
            todo += graph[one]
    return seen


def draw():
    modules = sorted(path.name for path in SRC.iterdir() if (path / "mod.rs").exists())
    graph = {module: used(module, modules) for module in modules}
    for module in modules:
        if module in reachable(graph, module):
            sys.exit(f"{module} uses itself, by way of others")
    lines = {
        module: {to for to in graph[module] if not any(to in reachable(graph, other) for other in graph[module] - {to})} for module in modules
    }
    rank = {}
    for module in sorted(modules, key=lambda module: (len(reachable(graph, module)), module)):
        rank[module] = 1 + max((rank[to] for to in graph[module]), default=-1)
    rows = [[module for module in modules if rank[module] == number] for number in range(max(rank.values()) + 1)]
    top = len(rows) - 1
    place = {}
    for number, row in enumerate(rows):
        # A box stands above the middle of those that it uses.
        row.sort(key=lambda module: (sum(place[to][0] for to in lines[module]) / len(lines[module]) if lines[module] else 0, module))
        left = (WIDTH - len(row) * BOX - (len(row) - 1) * GAP) / 2
        for at, module in enumerate(row):
            place[module] = (left + at * (BOX + GAP), 16 + (top - number) * BAND)
    height = 16 + len(rows) * BAND - (BAND - HEIGHT) + 44
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        'font-family="system-ui, sans-serif" font-size="12">',
        "<title>The modules of workplan, and which uses which</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for module in modules:
        x, y = place[module]
        for to in sorted(lines[module]):
            a, b = place[to]
            out.append(
                f'<path d="M{x + BOX / 2:g} {y + HEIGHT} C{x + BOX / 2:g} {y + HEIGHT + 30}, {a + BOX / 2:g} {b - 30}, {a + BOX / 2:g} {b}" '
                'fill="none" stroke="#8a8f98"/>'
            )
    for module in modules:
        x, y = place[module]
        band = next((name for name, members in BANDS.items() if module in members), "pure")
        number = len(files(module))
        out.append(f'<rect x="{x:g}" y="{y}" width="{BOX}" height="{HEIGHT}" rx="6" fill="{COLOURS[band]}" stroke="#5f6670"/>')
        out.append(f'<text x="{x + 10:g}" y="{y + 18}" font-weight="600" font-size="14" fill="#1f2328">{module}</text>')
        out.append(f'<text x="{x + BOX - 10:g}" y="{y + 18}" text-anchor="end" fill="#5f6670">{number} files</text>')
        for at, row in enumerate(wrapped(purpose(module), 34)):
            out.append(f'<text x="{x + 10:g}" y="{y + 34 + 15 * at}" fill="#1f2328">{escape(row)}</text>')
    for at, (band, colour) in enumerate(COLOURS.items()):
        out.append(f'<rect x="{20 + at * 130}" y="{height - 30}" width="14" height="14" fill="{colour}" stroke="#5f6670"/>')
        out.append(f'<text x="{40 + at * 130}" y="{height - 19}" fill="#1f2328">{band}</text>')
    return "\n".join([*out, "</svg>", ""])


def main():
    drawn = draw()
    if "--check" in sys.argv:
        if not PICTURE.exists() or PICTURE.read_text(encoding="utf-8") != drawn:
            sys.exit("docs/pictures/map.svg is not what the imports say; python3 docs/pictures/map.py draws it anew")
        print("the map of the modules is true")
    else:
        PICTURE.write_text(drawn, encoding="utf-8")


main()
