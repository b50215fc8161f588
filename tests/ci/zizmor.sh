#!/usr/bin/env bash
# Looks for what a stranger could use in the workflows, the action, and the files that `init --ci github --pages` writes. usage: tests/ci/zizmor.sh [the workplan binary]
set -euo pipefail
cd "$(dirname "$0")/../.."
workplan=$(realpath "${1:-target/debug/workplan}")
venv=target/zizmor/venv
[ -x "$venv/bin/zizmor" ] || { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet zizmor==1.32.0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
git init --quiet "$folder"
(cd "$folder" && "$workplan" init --ci github --pages > /dev/null)
"$venv/bin/zizmor" --offline --no-progress --quiet .github action.yml "$folder/.github"
