#!/bin/sh
# Reads what `export` writes with readers that are not the program's own: openpyxl, icalendar, lxml with the published schema of IATI 2.03 (which
# pyIATI carries), and LibreOffice where it is there.
# Needs Python 3 and, the first time, the network; says so and ends well where it has neither. Usage: tests/ci/export.sh [the workplan binary]
set -eu
cd "$(dirname "$0")/../.."
workplan=$(realpath "${1:-target/debug/workplan}")
out=target/export
venv=$out/venv
mkdir -p "$out"

for format in csv xlsx ics json ndjson iati; do
    "$workplan" export 2024 --as-of 2024-09-15 --format "$format" -o "$out/plan.$format"
    "$workplan" export 2024 --as-of 2024-09-15 --format "$format" -o "$out/again.$format"
    cmp "$out/plan.$format" "$out/again.$format"
done
"$workplan" list 2024 --as-of 2024-09-15 --format json -o "$out/list.json"

if [ ! -d "$venv" ] && ! { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5 icalendar==6.3.1 lxml==6.0.2 && "$venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --dest "$venv" pyIATI==0.4.1; }; then
    rm -rf "$venv"
    echo "export: the Python readers cannot be installed here; only the bytes were compared"
    exit 0
fi

"$venv/bin/python" - "$out" <<'PYTHON'
import csv, datetime, json, sys, tarfile
from icalendar import Calendar
from lxml import etree
from openpyxl import load_workbook

out = sys.argv[1]
activities = json.load(open(f"{out}/list.json"))["activities"]
book = load_workbook(f"{out}/plan.xlsx")
states = {sheet.title: sheet.sheet_state for sheet in book}
assert [name for name, state in states.items() if state == "visible"] == ["Activities", "Milestones", "Organizations", "Status", "Matrix"], states
sheet = book["Activities"]
heads = [cell.value for cell in sheet[1]]
rows = [dict(zip(heads, [cell.value for cell in row])) for row in sheet.iter_rows(min_row=2)]
assert [row["Id"] for row in rows] == [activity["id"] for activity in activities]
for row, activity in zip(rows, activities):
    assert isinstance(row["Id"], str) and row["Title"] == activity["title"], row
    due = row["Due"]
    assert due is None or isinstance(due, datetime.datetime) and str(due.date()) == activity["due"], row
assert sheet.freeze_panes and sheet.auto_filter.ref
lists = {str(v.sqref).split(":")[0][0]: v.formula1 for v in sheet.data_validations.dataValidation}
assert any("planned,ongoing,on hold" in formula for formula in lists.values()), lists
assert len(sheet.conditional_formatting) >= 1
assert not any(cell.data_type == "f" for one in book for row in one.iter_rows() for cell in row), "a formula"

calendar = Calendar.from_ical(open(f"{out}/plan.ics", "rb").read())
events = calendar.walk("VEVENT")
assert len({str(event["UID"]) for event in events}) == len(events) >= len(activities)
assert all(type(event.decoded("DTSTART")) is datetime.date for event in events)
assert any(str(event["SUMMARY"]) == f'{a["id"]} {a["title"]}' for event in events for a in activities[:1])

with open(f"{out}/plan.csv", newline="", encoding="utf-8") as file:
    assert [row["id"] for row in csv.DictReader(file)] == [activity["id"] for activity in activities]
assert [json.loads(line)["id"] for line in open(f"{out}/plan.ndjson")] == [activity["id"] for activity in activities]
document = etree.parse(f"{out}/plan.iati")
assert len(document.findall("iati-activity")) == len(activities)
with tarfile.open(f"{out}/venv/pyIATI-0.4.1.tar.gz") as archive:
    archive.extractall(f"{out}/iati", filter="data")
schema = etree.XMLSchema(etree.parse(f"{out}/iati/pyIATI-0.4.1/iati/resources/standard/2-03/schemas/iati-activities-schema.xsd"))
schema.assertValid(document)
PYTHON

if command -v soffice > /dev/null; then
    soffice --headless --convert-to pdf --outdir "$out" "$out/plan.xlsx" > /dev/null
    test -s "$out/plan.pdf"
else
    echo "export: LibreOffice is not here; the workbook was not opened with it"
fi
echo "export: all well"
