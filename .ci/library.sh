#!/usr/bin/env bash
# The library without the program: builds without a warning, and its tree holds nothing of a command line, a terminal,
# a workbook or a chart. With the feature `render` it builds without a command line.
set -euo pipefail
cd "$(dirname "$0")/.."

# usage: check FEATURES PATTERN, the crates that must not be there as a pattern of their names
check() {
    local found
    cargo clippy --quiet --lib --locked --no-default-features --features "$1" -- -D warnings
    found=$(cargo tree --locked --no-default-features --features "$1" --edges normal --prefix none | cut -d ' ' -f 1 | sort -u)
    if found=$(grep -xE "$2" <<< "$found"); then
        echo "the library with the features \`$1\` needs what it must not:" $found >&2
        exit 1
    fi
}

program='ratatui.*|clap.*|indicatif|console|terminal_size'
forms='comfy-table|crossterm|anstyle.*|anstream|annotate-snippets|plotters.*|askama.*|rust_xlsxwriter|icalendar|quick-junit'
workbooks='calamine|zip|quick-xml|csv|deunicode|encoding_rs|glob'

check "" "$program|$forms|$workbooks"
check workbooks "$program|$forms"
check render "$program"
echo "the library builds without the program"
