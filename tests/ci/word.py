"""Reads the report's Word documents: word.py FOLDER reads them with python-docx, word.py FOLDER printed reads the PDFs that LibreOffice made of them."""

import datetime, io, json, pathlib, sys

out = pathlib.Path(sys.argv[1])
made = sorted((out / "made").glob("*.docx"))
assert len(made) > 8, made

# What every report of members has, by its columns.
COLUMNS = [
    ["Implementation rate", "Adjusted rate", "Progress", "Rating"],
    ["Late by", "Due", "What", "Owners", "Status"],
    ["In", "Due", "What", "Owners", "Status"],
    ["Priority", "Implemented", "Share implemented", "Rate", "Progress", "Expected", "Rating", "Overdue", "Open"],
    ["Indicator", "Baseline value", "Target value", "Actual value", "Outcome", "Verified by"],
    ["Priority (USD)", "Required", "Available", "Spent", "Still to be mobilized"],
    ["Plan", "On", "Implemented", "Rate", "At its end"],
    ["What", "Activity", "Details"],
    ["Organization", "Implemented", "Share implemented", "Overdue", "Due soon", "Open", "Still to do"],
    ["No.", "Activity", "Owners", "Status", "Start", "Due", "Progress"],
]
HEADINGS = [
    "Where the plan stands", "Message from the chairs", "Decisions requested", "Highlights", "Concerns", "How it went", "Overdue", "Due in the next 30 days",
    "By priority and theme", "Priorities and cross-cutting themes", "How the priorities are going", "Results", "Compared with earlier plans at the same point",
    "Owners and what they owe", "Timeline", "All activities",
]


def read():
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from openpyxl import load_workbook

    for path in made:
        document = Document(path)
        styles = {style.name for style in document.styles}
        usual = {"Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Caption", "List Bullet", "List Number", "TOC Heading", "toc 1", "Header", "Footer"}
        assert usual <= styles, (path, usual - styles)
        for section in document.sections:
            size = sorted((round(section.page_width.mm), round(section.page_height.mm)))
            assert size == [210, 297], (path, size)
        about = document.core_properties
        assert about.created.date() == datetime.date(2024, 9, 15) and about.title and about.author and about.language == "en-GB", path
        for table in document.tables:
            first, *rest = table.rows
            assert first._tr.trPr.find(qn("w:tblHeader")) is not None, path
            assert rest and all(len(row.cells) == len(first.cells) for row in rest), path
            assert sum(column.width for column in table.columns) in (9638 * 635, 14570 * 635), path
            assert table.style.name in ("Plain Table 2", "Table Grid", "Grid Table 1 Light"), table.style.name
        for shape in document.element.body.iter(qn("wp:docPr")):
            assert shape.get("descr"), path
        for run in document.element.body.iter(qn("w:rPr")):
            assert {child.tag for child in run} <= {qn("w:rStyle"), qn("w:rtl")}, "a run is formatted directly"

    members, principals, public = (Document(out / "made" / f"{name}.docx") for name in ("members", "principals", "public"))
    headings = [p.text for p in members.paragraphs if p.style.name == "Heading 1"]
    missing = [heading for heading in HEADINGS if heading not in headings]
    assert not missing, missing
    assert [p.text for p in members.paragraphs if p.style.name == "toc 1"] == headings
    assert [section.orientation for section in members.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    assert members.sections[0].different_first_page_header_footer and "ICAT" in members.sections[1].header.paragraphs[0].text
    heads = [[cell.text for cell in table.rows[0].cells] for table in members.tables]
    missing = [columns for columns in COLUMNS if columns not in heads]
    assert not missing, missing
    ids = [row.cells[0].text for table in members.tables if table.rows[0].cells[0].text == "No." for row in table.rows[1:]]
    assert ids == [one["id"] for one in json.load(open(out / "list.json"))["activities"]], ids
    assert any(p.style.name == "List Number" for p in members.paragraphs)

    # The numbers of the chart can be edited: they are in a workbook that others read.
    parts = {str(part.partname): part for part in members.part.package.iter_parts()}
    assert "/word/charts/chart1.xml" in parts, sorted(parts)
    book = load_workbook(io.BytesIO(parts["/word/embeddings/chart1.xlsx"].blob))
    rows = list(book.active.iter_rows(values_only=True))
    assert len(rows[0]) == 5 and len(rows) > 9 and isinstance(rows[1][0], datetime.datetime), rows[:2]
    assert 0 < rows[-2][2] < 1 and book.active["B3"].number_format == "0%", rows[-2]

    assert len(principals.sections) == 1 and not any(p.style.name.startswith("toc") for p in principals.paragraphs)
    told = "\n".join(p.text for p in public.paragraphs) + "\n".join(cell.text for table in public.tables for row in table.rows for cell in row.cells)
    assert "Focal Point" not in told and "@" not in told and "Overdue" not in [p.text for p in public.paragraphs]
    arabic = Document(out / "made" / "odd-arabic.docx")
    title = next(p for p in arabic.paragraphs if p.style.name == "Title")
    assert title._p.pPr.find(qn("w:bidi")) is not None and all(run.font.rtl for run in title.runs)
    empty = Document(out / "made" / "odd-empty.docx")
    assert [p.text for p in empty.paragraphs if p.style.name.startswith("Heading")] == ["Where the plan stands"]


def printed():
    import pypdfium2

    pages = {}
    for path in made:
        pdf = pypdfium2.PdfDocument(out / "printed" / f"{path.stem}.pdf")
        pages[path.stem] = [(page.get_size(), page.get_textpage().get_text_range()) for page in pdf]
    for name, sheets in pages.items():
        for number, ((width, height), text) in enumerate(sheets, 1):
            assert sorted((round(width), round(height))) in ([595, 842], [596, 842]), (name, width, height)
            has_cover = name != "principals"
            if number > 1 or not has_cover:
                assert f"Page {number} of {len(sheets)}" in text, (name, number, text[-200:])
    assert len(pages["principals"]) == 2, len(pages["principals"])
    lying = [text for (width, height), text in pages["members"] if width > height]
    assert 3 < len(lying) < len(pages["members"]) and "Timeline" in lying[0]
    annex = lying[next(number for number, text in enumerate(lying) if "All activities" in text):]
    # The last page may have the notes alone.
    assert len(annex) > 4 and all("Owners" in text and "Progress" in text for text in annex[:-1]), "the header row of the annex is not on every page"
    whole = "".join(text for _, text in pages["members"])
    assert all(heading in whole for heading in HEADINGS)
    assert all(number in whole for number in ("90%", "76%", "59%")), "the chart is not drawn"
    assert len(pages["odd-thousand"]) < 140, len(pages["odd-thousand"])


printed() if sys.argv[2:] == ["printed"] else read()
