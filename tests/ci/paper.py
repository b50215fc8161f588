"""Reads the PDFs that paper.mjs and the program have printed, and compares them with the page.

Every sheet has its number, the title and the day. Every column and every row is there, and no row is split. No heading ends a sheet, and what is
repeated at the top of a sheet is followed by a row of its own table. Usage: paper.py FOLDER
"""

import json
import pathlib
import re
import sys
import unicodedata

import pypdfium2

PAPERS = {"A4": (595, 842), "Letter": (612, 792), "program": (595, 842)}
# How many sheets a report for principals may have, and one of a plan of a thousand activities.
MOST_SHEETS = {"principals": 2, "thousand": 100}
faults = []


def bare(text):
    """A text without what the reader of a PDF does not keep: spaces, marks, and hyphens, which end a line."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if not c.isspace() and c not in "-\ufffe" and unicodedata.category(c) not in ("Cf", "Cc"))


def runs_on(texts):
    """Whether the reader keeps the order of the signs: it does not from right to left."""
    return all(unicodedata.bidirectional(c) not in ("R", "AL") for text in texts for c in text)


class Sheet:
    """The text of a sheet without spaces, and where it stands."""

    def __init__(self, page):
        self.size, self.page = page.get_size(), page.get_textpage()
        self.text = bare(self.page.get_text_range())
        self.lines = [self.page.get_rect(at) for at in range(self.page.count_rects())]

    def outside(self):
        wide, tall = self.size
        return [self.page.get_text_bounded(*line) for line in self.lines if line[0] < 0 or line[1] < 0 or line[2] > wide or line[3] > tall]

    def below(self, words):
        """How many pieces of text stand below words, beside the number of the sheet; many where the words are only parts of others."""
        found = self.page.search(words).get_next()
        if found is None:
            return len(self.lines)
        at, _ = found
        low = self.page.get_charbox(at)[1]
        return sum(1 for line in self.lines if line[3] < low) - 1


def judge(path, page):
    name, _, form = path.stem.partition("+")
    is_left_to_right = runs_on(page["title"])
    sheets = [Sheet(sheet) for sheet in pypdfium2.PdfDocument(path)]

    def fault(*words):
        faults.append(f"{path.name}: {' '.join(map(str, words))}")

    for number, sheet in enumerate(sheets, 1):
        if any(abs(a - b) > 1 for a, b in zip(sheet.size, PAPERS[form.split("+")[0]])):
            fault("sheet", number, "is", sheet.size)
        wanted = [f"Page{number}of{len(sheets)}"] + [bare(page["day"])] * is_left_to_right + [bare(page["title"])[:20]] * page["title"].isascii()
        for words in wanted:
            if words not in sheet.text:
                fault("sheet", number, "lacks", words)
        if sheet.outside():
            fault("sheet", number, "has signs outside:", "".join(sheet.outside())[:40])
    if not is_left_to_right:
        return sheets
    # A heading stands on one sheet, with what it is about.
    for heading in page["headings"]:
        places = [number for number, sheet in enumerate(sheets, 1) if bare(heading) in sheet.text]
        if not places:
            fault("the heading", heading, "is missing")
        for number in places:
            if sheets[number - 1].below(" ".join(heading.split()[:3])) < 3:
                fault("the heading", heading, "is alone at the end of sheet", number)
    texts = [sheet.text for sheet in sheets]
    where = lambda words: {number for number, text in enumerate(texts) if words in text}
    for table in page["tables"]:
        joined, rows = bare("".join(table["heads"])), [[[bare(one) for one in cell] for cell in row] for row in table["rows"]]
        own = where(joined) if joined else set()
        # Heads of two lines stand between the others.
        apart = set.intersection(*(where(bare(word)) for head in table["heads"] for word in head.split())) if joined else set()
        if joined.isascii() and joined and not own | apart:
            fault(f"{table['name']}: these columns are nowhere:", *table["heads"])
        # Two tables may have the same heads.
        alike = [row for other in page["tables"] if other["heads"] == table["heads"] for row in other["rows"]]
        begins = {bare("".join(row[0]))[: 12 if page["title"].isascii() else 2] for row in alike if row[0]}
        for number in own:
            after = texts[number].partition(joined)[2].removeprefix("✓")
            if runs_on(after[:12]) and not any(after.startswith(begin) for begin in begins):
                fault(f"{table['name']}: the heads on sheet {number + 1} are followed by", after[:30])
        # Of Chinese signs the reader drops some.
        for row in rows if page["title"].isascii() else ():
            # The ends of all cells are on one sheet: nothing is missing, nothing is split.
            found = [where(cell[0][:30]) & where(cell[-1][-30:]) for cell in row if cell and runs_on(cell)]
            if found and not set.intersection(*found):
                fault(f"{table['name']}: the row {row[0][0][:20]} is split or not there: {[sorted(one)[:3] for one in found]}")
    return sheets


folder = pathlib.Path(sys.argv[1])
pages = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
for path in sorted(folder.glob("*.pdf")):
    sheets = judge(path, pages[path.stem.partition("+")[0]])
    print(f"page: {path.name}: {len(sheets)} sheets")
    if len(sheets) > MOST_SHEETS.get(path.stem.partition("+")[0], 30):
        faults.append(f"{path.name} has {len(sheets)} sheets")
for fault in faults[:40]:
    print(f"page: {fault}", file=sys.stderr)
sys.exit(bool(faults))
