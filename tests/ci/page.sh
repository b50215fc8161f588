#!/bin/sh
# Looks at the report's page as people do: in Chromium, at several widths, light and dark, on paper, by keyboard, and through axe-core.
# Installs what it needs below target/page (Chromium by apt-get where that may be done); says so and ends well where it cannot.
# The pictures and the PDFs stay in target/page, to be looked at. Usage: tests/ci/page.sh [the workplan binary]
set -eu
cd "$(dirname "$0")/../.."
workplan=$(realpath "${1:-target/debug/workplan}")
out=target/page
mkdir -p "$out"

skip() {
    echo "page: skipped, since $*"
    exit 0
}

browser() {
    command -v chromium || command -v chromium-browser || command -v google-chrome
}
if ! browser > /dev/null; then
    { [ "$(id -u)" = 0 ] && apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium; } > "$out/apt.log" 2>&1 || true
fi
browser > /dev/null || skip "there is no Chromium, and it cannot be installed here"
command -v npm > /dev/null || skip "there is no npm, which brings axe-core and puppeteer-core"
if [ ! -d "$out/node_modules/axe-core" ] || [ ! -d "$out/node_modules/puppeteer-core" ]; then
    npm install --prefix "$out" --silent --no-audit --no-fund puppeteer-core@24.43.1 axe-core@4.14.1 > "$out/npm.log" 2>&1 \
        || skip "npm cannot install axe-core and puppeteer-core here"
fi

# A history with a baseline and a slip, and plans that are unlike it in every way.
python3 tests/ci/page-plans.py "$out/plans"
"$workplan" report 2024 --dir "$out/plans/git/workplans" --as-of 2024-09-15 --since v2024 --format html -o "$out/usual.html"
"$workplan" report 2024 --dir "$out/plans/git/workplans" --as-of 2024-09-15 --for principals -o "$out/principals.html"
"$workplan" report 2024 --dir "$out/plans/git/workplans" --as-of 2024-09-15 --for public -o "$out/public.html"
for plan in "$out"/plans/odd/workplans/*.yaml; do
    name=$(basename "$plan" .yaml)
    "$workplan" report "$name" --dir "$out/plans/odd/workplans" --as-of 2024-09-15 --format html -o "$out/$name.html" 2> "$out/$name.err"
done
# The plans as a website: its pages among the others, and as they lie in its folder.
rm -rf "$out/site-git" "$out/site-odd"
"$workplan" site "$out/site-git" --dir "$out/plans/git/workplans" --as-of 2024-09-01 > /dev/null
# The titles of the odd plans are names of people as well, and the public would see none of them.
"$workplan" site "$out/site-odd" --dir "$out/plans/odd/workplans" --as-of 2024-09-01 --for members > /dev/null 2> "$out/site-odd.err"
plan=$out/plans/git/workplans/2024/1-field.yaml
cp "$plan" "$out/field.yaml"
sed -i '0,/status: ongoing/s//status: on_hold\n        reason: No room/' "$plan"
"$workplan" site "$out/site-git" --dir "$out/plans/git/workplans" --as-of 2024-09-15 > /dev/null
cp "$out/field.yaml" "$plan"
for page in git/index git/members/iom git/plans/2024 odd/index odd/members/o1 odd/members/x; do
    cp "$out/site-$page.html" "$out/site-$(echo "$page" | tr / -).html"
done
# The document as a Word document: every column of a table has a width of its own.
if command -v pandoc > /dev/null; then
    "$workplan" report 2024 --dir "$out/plans/git/workplans" --as-of 2024-09-15 --since v2024 -o "$out/usual.md"
    pandoc -f gfm -L examples/word/columns.lua -o "$out/usual.docx" "$out/usual.md"
    widths=$(python3 -c 'import re, sys, zipfile; print(len(set(re.findall("<w:gridCol w:w=\"(\\d+)\"", zipfile.ZipFile(sys.argv[1]).read("word/document.xml").decode()))))' "$out/usual.docx")
    [ "$widths" -gt 8 ] || { echo "page: the tables of the Word document have $widths widths" >&2; exit 1; }
else
    echo "page: no Word document is made, since there is no pandoc here"
fi

cp tests/ci/page.mjs "$out/page.mjs"
BROWSER=$(browser) node "$out/page.mjs" "$out"

# On paper: printed as a browser does, and by the program itself; the text of the PDFs is read.
venv=$out/venv
if [ ! -d "$venv" ] && ! { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check pypdfium2==5.15.2; } > "$out/pip.log" 2>&1; then
    rm -rf "$venv"
    echo "page: not printed, since pypdfium2 cannot be installed here"
    exit 0
fi
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check feedparser==6.0.12 > "$out/pip.log" 2>&1 || { echo "page: the feed is not read, since feedparser cannot be installed here"; exit 0; }
"$venv/bin/python" tests/ci/site.py "$out/site-git" "$out/site-odd"
cp tests/ci/paper.mjs "$out/paper.mjs"
BROWSER=$(browser) node "$out/paper.mjs" "$out"
WORKPLAN_BROWSER=$(browser) "$workplan" report 2024 --dir "$out/plans/git/workplans" --as-of 2024-09-15 --since v2024 -o "$out/paper/usual+program.pdf"
WORKPLAN_BROWSER=$(browser) "$workplan" report thousand --dir "$out/plans/odd/workplans" --as-of 2024-09-15 -o "$out/paper/thousand+program.pdf" 2> /dev/null
"$venv/bin/python" tests/ci/paper.py "$out/paper"
echo "page: all well"
