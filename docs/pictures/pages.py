"""Takes pictures of what leaves the program for people: the report's page, a mail, and a sheet, from the sample plan on a fixed day.

The page and the mail are shown by a headless Chromium. The sheet is the exported workbook, drawn as a spreadsheet program shows it: the values,
widths and column letters are those of the file. Usage: pages.py BINARY [CHROMIUM]. The pictures are PNG and differ from browser to browser, so
nothing compares them.
"""

import html
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from datetime import date, timedelta
from xml.etree import ElementTree

HERE = pathlib.Path(__file__).resolve().parent
DAY = "2024-09-15"
NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
STATUS = {"completed": "#c6efce", "ongoing": "#ddebf7", "on_hold": "#ffeb9c", "postponed": "#ffeb9c", "cancelled": "#d9d9d9"}
COLUMNS, ROWS = 9, 12


def sheet(workbook):
    """The first sheet of a workbook as a page."""
    with zipfile.ZipFile(workbook) as parts:
        texts = ["".join(t.text or "" for t in one.iter(f"{{{NS['m']}}}t")) for one in ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))]
        root = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    widths = {}
    for col in root.find("m:cols", NS):
        for number in range(int(col.get("min")), int(col.get("max")) + 1):
            widths[number] = float(col.get("width"))
    rows = []
    for row in list(root.find("m:sheetData", NS))[:ROWS]:
        cells = {}
        for cell in row:
            letters = re.match("[A-Z]+", cell.get("r")).group()
            number = 0
            for letter in letters:
                number = number * 26 + ord(letter) - 64
            value = cell.find("m:v", NS)
            text = "" if value is None else value.text
            if cell.get("t") == "s":
                text = texts[int(text)]
            elif cell.get("t") == "inlineStr":
                text = "".join(t.text or "" for t in cell.iter(f"{{{NS['m']}}}t"))
            elif text and 40000 < float(text) < 60000:
                text = str(date(1899, 12, 30) + timedelta(days=int(float(text))))
            cells[number] = text
        rows.append(cells)
    out = [
        "<style>body{margin:0;background:#fff}table{border-collapse:collapse;table-layout:fixed;font:13px Calibri,Carlito,Arial,sans-serif}"
        "td,th{border:1px solid #d4d4d4;padding:2px 5px;white-space:nowrap;overflow:hidden;text-overflow:clip;text-align:left}"
        "th{background:#e6e6e6;font-weight:normal;text-align:center;color:#444}.h td{background:#1f4e79;color:#fff;font-weight:bold}</style><table><tr><th style='width:26px'></th>"
    ]
    out += [f"<th style='width:{widths[number] * 7:.0f}px'>{chr(64 + number)}</th>" for number in range(1, COLUMNS + 1)]
    for at, cells in enumerate(rows, 1):
        out.append(f"</tr><tr{' class=h' if at == 1 else ''}><th>{at}</th>")
        for number in range(1, COLUMNS + 1):
            text = cells.get(number, "")
            colour = STATUS.get(text, "")
            out.append(f"<td style='background:{colour}'>{html.escape(text)}</td>" if colour else f"<td>{html.escape(text)}</td>")
    return "".join(out) + "</tr></table>"


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    browser = sys.argv[2] if len(sys.argv) > 2 else "chromium"
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(HERE.parent.parent / "workplans", f"{folder}/workplans")

        def run(*words):
            subprocess.run([program, *words, "--as-of", DAY], cwd=folder, check=True)

        run("report", "2024", "--format", "html", "-o", "report.html")
        run("digest", "2024", "--owner", "iom", "--format", "html", "-o", "mail.html")
        run("export", "2024", "-o", "plan.xlsx")
        pathlib.Path(folder, "sheet.html").write_text(f"<meta charset=utf-8>{sheet(f'{folder}/plan.xlsx')}", encoding="utf-8")
        for name, size in {"report": "1000,790", "mail": "760,640", "sheet": "1180,290"}.items():
            subprocess.run(
                [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--screenshot={HERE / name}.png", f"--window-size={size}", f"file://{folder}/{name}.html"],
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )


main()
