#!/bin/sh
# Reads what `export` writes with readers that are not the program's own: openpyxl, icalendar, ical.js where there is npm, jsonschema with the schema in docs/schemas, lxml with
# the published schema of IATI 2.03 (which pyIATI carries) and its ruleset (tests/ci/iati.py), and LibreOffice where it is there. Workbooks that openpyxl and LibreOffice have saved
# anew are taken in again.
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
"$workplan" export 2024 --as-of 2024-10-01 --alarm 7d@9:00 -o "$out/later.ics"
"$workplan" export 2024 --as-of 2024-10-01 --alarm 7d@9:00 --as todo -o "$out/tasks.ics"

# Mails to be sent.
rm -rf "$out/mails"
"$workplan" digest 2024 --as-of 2024-10-01 --format eml --out-dir "$out/mails" > "$out/mails.txt"
"$workplan" digest 2024 --as-of 2024-10-01 --format json -o "$out/digests.json"
python3 tests/ci/mails.py "$out/mails" "$out/digests.json"

# What is hard to write: marks, long lines of wide characters, what looks like a formula or a number.
rm -rf "$out/odd"
mkdir -p "$out/odd/workplans"
cat > "$out/odd/workplans/2024.yaml" <<'YAML'
schema: 1
title: 'Plan, with; marks \ and "quotes"'
period: {start: 2024-01-01, end: 2024-12-31}
organizations: [{id: a, name: Alpha}]
priorities:
- id: p
  title: P
  activities:
  - id: 1.10 # not 1.1
    title: '=SUM(A1), or; so \ on'
    owners: [a]
    status: ongoing
    due: 2024-Q3
    description: "one\ntwo, three; \\ four"
  - {id: '1.1', title: 气候变化与人口贩运气候变化与人口贩运气候变化与人口贩运气候变化与人口贩运, owners: [a], status: planned, due: 2024-06-30}
  - {id: '010', title: 'متابعة', owners: [a], status: on_hold, reason: '@wait', due: 2024-06-30}
YAML
for format in xlsx ics json; do
    "$workplan" export --dir "$out/odd/workplans" --as-of 2024-05-01 -o "$out/odd/plan.$format"
done

# A workbook that came back and says nothing new.
unedited() {
    "$workplan" import "$2" --dir "$1" --as-of 2024-09-15 --dry-run > "$out/import.txt" 2>&1
    grep -q "^no change" "$out/import.txt" || { cat "$out/import.txt"; exit 1; }
}

if [ ! -d "$venv" ] && ! { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5 icalendar==6.3.1 lxml==6.0.2 jsonschema==4.25.1 && "$venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --dest "$venv" pyIATI==0.4.1; }; then
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
assert [name for name, state in states.items() if state == "visible"] == ["Overview", "Activities", "Milestones", "Organizations", "Status", "Matrix"], states
sheet = book["Activities"]
heads = [cell.value for cell in sheet[1]]
rows = [dict(zip(heads, [cell.value for cell in row])) for row in sheet.iter_rows(min_row=2)]
headings = [row["Id"] for row in rows if row["Id"].startswith("Priority ")]
assert [heading.split(":")[0].split(" ")[1] for heading in headings] == list(dict.fromkeys(activity["priority"] for activity in activities)), headings
assert all(bool(sheet.row_dimensions[at].outlineLevel) == bool(row["Title"]) for at, row in enumerate(rows, 2)), "the groups that can be folded"
rows = [row for row in rows if row["Title"]]
assert [row["Id"] for row in rows] == [activity["id"] for activity in activities]
for row, activity in zip(rows, activities):
    assert isinstance(row["Id"], str) and row["Title"] == activity["title"], row
    due = row["Due"]
    assert due is None or isinstance(due, datetime.datetime) and str(due.date()) == activity["due"], row
assert sheet.freeze_panes and sheet.auto_filter.ref
lists = {str(v.sqref).split(":")[0][0]: v.formula1 for v in sheet.data_validations.dataValidation}
assert any("planned,ongoing,on hold" in formula for formula in lists.values()), lists
assert len(sheet.conditional_formatting) >= 1
names = {row[0].value: row[2].value for row in book["Organizations"].iter_rows(min_row=2) if row[2].value}
assert all(row["Owners"] == ", ".join(names.get(one, one) for one in activity["owners"]) for row, activity in zip(rows, activities))
shares = [cell for row in sheet.iter_rows(min_row=2) for cell in row if heads[cell.column - 1] in ("Progress", "Done %") and cell.value is not None]
assert shares and all(cell.number_format.endswith("%") and 0 <= cell.value <= 1 for cell in shares), "percentages"
assert book.defined_names["as_of"].attr_text.startswith("Overview!$B$") and len(book.defined_names) == 1
cover = book["Overview"]
said = [str(cell.value) for row in cover.iter_rows() for cell in row if cell.value is not None]
assert any("planned activities are implemented" in text for text in said) and "Implementation rate" in said, said
assert len(cover._charts) == 1 and len(cover._charts[0].series) == 2
assert all(one.print_title_rows or one.title == "Overview" for one in book if one.sheet_state == "visible"), "heads on each page"
assert all(one.page_setup.paperSize == 9 and one.oddFooter.center.text for one in book if one.sheet_state == "visible"), "A4 with numbers"
figures = [cell.value for cell in book["Status"][2]]
assert all(figure[0].isupper() for figure in figures), figures
assert book["Status"].cell(3, figures.index("Progress") + 1).number_format.endswith("%") and len(book["Status"].conditional_formatting) >= 1
assert not any(cell.data_type == "f" for one in book for row in one.iter_rows() for cell in row), "a formula"

calendar = Calendar.from_ical(open(f"{out}/plan.ics", "rb").read())
events = calendar.walk("VEVENT")
assert len({str(event["UID"]) for event in events}) == len(events) >= len(activities)
assert all(type(event.decoded("DTSTART")) is datetime.date for event in events)
assert any(str(event["SUMMARY"]).startswith(f'Due: {a["id"]} {a["title"]}') for event in events for a in activities[:1])
assert all(str(event["SUMMARY"]).startswith(("Due: ", "Cancelled: ")) and event["CATEGORIES"].to_ical() for event in events)
assert all(str(event["UID"]).endswith(".workplan") and event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") for event in events)
assert "METHOD" not in calendar

# The same events another day, with alarms for what is open.
later = Calendar.from_ical(open(f"{out}/later.ics", "rb").read()).walk("VEVENT")
assert [str(event["UID"]) for event in later] == [str(event["UID"]) for event in events]
assert all(new["SEQUENCE"] == old["SEQUENCE"] > 0 and new["LAST-MODIFIED"].to_ical() == old["LAST-MODIFIED"].to_ical() for new, old in zip(later, events))
opened = {activity["id"] for activity in activities if activity["status"] in ("planned", "ongoing", "on_hold") and not activity["carried_to"]}
rung = {str(event["SUMMARY"]).split(" ")[1] for event in later if event.walk("VALARM")}
assert opened <= rung and not any(event.walk("VALARM") for event in events)
assert all(alarm["TRIGGER"].dt == datetime.timedelta(days=-7, hours=9) for event in later for alarm in event.walk("VALARM"))

tasks = Calendar.from_ical(open(f"{out}/tasks.ics", "rb").read()).walk("VTODO")
assert len(tasks) == len(events) and not {str(task["UID"]) for task in tasks} & {str(event["UID"]) for event in events}
assert all(type(task.decoded("DUE")) is datetime.date for task in tasks)
assert {str(task["STATUS"]) for task in tasks} <= {"NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED"}
done = {task["SUMMARY"].split(" ")[0] for task in tasks if task["STATUS"] == "COMPLETED" and "◆" not in task["SUMMARY"]}
assert done == {a["id"] for a in activities if a["status"] == "completed"}, done

raw = open(f"{out}/odd/plan.ics", "rb").read()
assert all(len(line) <= 75 for line in raw.split(b"\r\n")) and b"\n" not in raw.replace(b"\r\n", b"")
odd = Calendar.from_ical(raw)
assert str(odd["X-WR-CALNAME"]) == 'Plan, with; marks \\ and "quotes"', odd["X-WR-CALNAME"]
first, second, third = odd.walk("VEVENT")
assert str(first["SUMMARY"]) == "Due: 1.10 =SUM(A1), or; so \\ on", first["SUMMARY"]
assert str(first["DESCRIPTION"]).endswith("one\ntwo, three; \\ four"), first["DESCRIPTION"]
assert str(second["SUMMARY"]) == "Due: 1.1 " + "气候变化与人口贩运" * 4 and str(third["SUMMARY"]) == "Due: 010 متابعة"
assert first.decoded("DTSTART") == datetime.date(2024, 9, 30)

import jsonschema
schemas = json.load(open("docs/schemas/output.json"))
jsonschema.Draft202012Validator.check_schema(schemas)
def valid(value, name):
    jsonschema.Draft202012Validator({**schemas, "$ref": f"#/$defs/{name}"}).validate(value)
valid(json.load(open(f"{out}/plan.json")), "export")
valid(json.load(open(f"{out}/odd/plan.json")), "export")
for line in open(f"{out}/plan.ndjson"):
    valid(json.loads(line), "export_line")

# Saved by somebody else, without a change and with some.
for folder in (out, f"{out}/odd"):
    load_workbook(f"{folder}/plan.xlsx").save(f"{folder}/saved.xlsx")
book = load_workbook(f"{out}/odd/plan.xlsx")
sheet = book["Activities"]
assert [sheet.cell(row, 1).value for row in (2, 3, 4)] == ["1.10", "1.1", "010"]
assert sheet["C2"].value == "=SUM(A1), or; so \\ on" and sheet["C2"].data_type == "s"
sheet["E2"].value = "on hold"
sheet["K2"].value = "+wait"
sheet["G3"].value = datetime.date(2024, 7, 31)
book.save(f"{out}/odd/edited.xlsx")

with open(f"{out}/plan.csv", newline="", encoding="utf-8") as file:
    assert [row["id"] for row in csv.DictReader(file)] == [activity["id"] for activity in activities]
assert [json.loads(line)["id"] for line in open(f"{out}/plan.ndjson")] == [activity["id"] for activity in activities]
assert len(etree.parse(f"{out}/plan.iati").findall("iati-activity")) == len(activities)
with tarfile.open(f"{out}/venv/pyIATI-0.4.1.tar.gz") as archive:
    archive.extractall(f"{out}/iati", filter="data")
PYTHON
"$venv/bin/python" tests/ci/iati.py "$workplan" "$out/random" "$out/iati/pyIATI-0.4.1/iati/resources/standard/2-03/schemas/iati-activities-schema.xsd"

unedited workplans "$out/saved.xlsx"
unedited "$out/odd/workplans" "$out/odd/saved.xlsx"
cp "$out/odd/workplans/2024.yaml" "$out/odd/before.yaml"
"$workplan" import "$out/odd/edited.xlsx" --dir "$out/odd/workplans" --as-of 2024-05-01 > "$out/import.txt"
diff "$out/odd/before.yaml" "$out/odd/workplans/2024.yaml" > "$out/odd/diff.txt" || :
cat > "$out/odd/expected.txt" <<'DIFF'
12c12
<     status: ongoing
---
>     status: on_hold
13a14
>     reason: +wait
15c16
<   - {id: '1.1', title: 气候变化与人口贩运气候变化与人口贩运气候变化与人口贩运气候变化与人口贩运, owners: [a], status: planned, due: 2024-06-30}
---
>   - {id: '1.1', title: 气候变化与人口贩运气候变化与人口贩运气候变化与人口贩运气候变化与人口贩运, owners: [a], status: planned, due: 2024-07-31}
DIFF
cmp "$out/odd/diff.txt" "$out/odd/expected.txt" || { cat "$out/odd/diff.txt"; exit 1; }
cp "$out/odd/before.yaml" "$out/odd/workplans/2024.yaml"

if command -v npm > /dev/null && { [ -d "$out/node_modules/ical.js" ] || npm install --prefix "$out" --silent --no-audit --no-fund ical.js@2.2.1 > "$out/npm.log" 2>&1; }; then
    node tests/ci/calendar.mjs "$out"
else
    echo "export: there is no npm, which brings ical.js; the calendars were not read with it"
fi

# The sheets of members: what can be filled in, and what openpyxl saves anew.
rm -rf "$out/sheets" "$out/members"
"$workplan" export 2024 --as-of 2024-09-15 --out-dir "$out/sheets" > /dev/null 2>&1
mkdir "$out/members"
"$venv/bin/python" - "$out" <<'PYTHON'
import pathlib, sys
from openpyxl import load_workbook

out = pathlib.Path(sys.argv[1])
names = {row[0].value: row[2].value for row in load_workbook(out / "plan.xlsx")["Organizations"].iter_rows(min_row=2) if row[2].value}
for path in sorted((out / "sheets").iterdir()):
    book = load_workbook(path)
    sheet = book["Activities"]
    assert sheet.protection.sheet and not sheet.protection.password, path
    heads = {cell.value: cell.column for cell in sheet[3]}
    open_ = {head for head, column in heads.items() if not sheet.cell(4, column).protection.locked}
    assert open_ - {"Available", "Spent"} == {"Status", "Progress", "Start", "Forecast", "Completed", "Reason", "Remarks", "Contact"}, (path, open_)
    assert all(names.get(path.stem, path.stem) in sheet.cell(row, heads["Owners"]).value for row in range(4, sheet.max_row + 1) if sheet.cell(row, 1).value), path
    book.save(out / "members" / path.name)
PYTHON
unedited workplans "$out/members"

if command -v soffice > /dev/null; then
    soffice --headless --convert-to pdf --outdir "$out" "$out/plan.xlsx" > /dev/null 2>&1
    test -s "$out/plan.pdf"
    mkdir -p "$out/office"
    for folder in "$out" "$out/odd"; do
        soffice --headless --convert-to xlsx --outdir "$out/office" "$folder/plan.xlsx" > /dev/null 2>&1
        case $folder in
            "$out") unedited workplans "$out/office/plan.xlsx" ;;
            *) unedited "$folder/workplans" "$out/office/plan.xlsx" ;;
        esac
    done
    rm -rf "$out/office/members"
    soffice --headless --convert-to xlsx --outdir "$out/office/members" "$out"/sheets/*.xlsx > /dev/null 2>&1
    unedited workplans "$out/office/members"
else
    echo "export: LibreOffice is not here; the workbook was not opened with it"
fi
echo "export: all well"
