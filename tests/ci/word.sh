#!/bin/sh
# Reads the report's Word documents with readers that are not the program's own: python-docx, openpyxl for the numbers of the chart, and LibreOffice where it is there, whose
# PDF is read by pypdfium2. The documents and the PDFs stay in target/word, to be looked at.
# Needs Python 3 and, the first time, the network; says so and ends well where it has neither. Usage: tests/ci/word.sh [the workplan binary]
set -eu
cd "$(dirname "$0")/../.."
workplan=$(realpath "${1:-target/debug/workplan}")
out=target/word
venv=$out/venv
mkdir -p "$out"

if [ ! -d "$venv" ] && ! { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0 openpyxl==3.1.5 pypdfium2==5.15.2; } > "$out/pip.log" 2>&1; then
    rm -rf "$venv"
    echo "word: skipped, since python-docx cannot be installed here"
    exit 0
fi

# A history with a baseline and a slip, and plans that are unlike it in every way.
python3 tests/ci/page-plans.py "$out/plans"
rm -rf "$out/made"
mkdir -p "$out/made"
for readers in members principals public; do
    # What changed is not within the two pages of principals.
    case $readers in principals) since= ;; *) since=--since=v2024 ;; esac
    for name in "$readers" "again-$readers"; do
        "$workplan" report 2024 --dir "$out/plans/git/workplans" --as-of 2024-09-15 $since --for "$readers" -o "$out/made/$name.docx"
    done
    cmp "$out/made/$readers.docx" "$out/made/again-$readers.docx"
    rm "$out/made/again-$readers.docx"
done
for plan in "$out"/plans/odd/workplans/*.yaml; do
    name=$(basename "$plan" .yaml)
    "$workplan" report "$name" --dir "$out/plans/odd/workplans" --as-of 2024-09-15 -o "$out/made/odd-$name.docx" 2> "$out/$name.err"
done
"$workplan" list 2024 --dir "$out/plans/git/workplans" --as-of 2024-09-15 --format json -o "$out/list.json"
"$venv/bin/python" tests/ci/word.py "$out"

if command -v soffice > /dev/null; then
    rm -rf "$out/printed"
    soffice "-env:UserInstallation=file://$(realpath "$out")/office" --headless --convert-to pdf --outdir "$out/printed" "$out"/made/*.docx > "$out/soffice.log" 2>&1
    "$venv/bin/python" tests/ci/word.py "$out" printed
else
    echo "word: LibreOffice is not here; the documents were not opened with it"
fi
echo "word: all well"
