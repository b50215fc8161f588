#!/usr/bin/env bash
# Drives `workplan lsp` with clients of other makes: the protocol library of Visual Studio Code, and Neovim; and builds the extension.
# Usage: tests/ci/lsp.sh [the workplan binary]. Node.js comes as in editor.py, the rest from npm; Neovim where it may be installed.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "${1:-target/debug/workplan}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r workplans "$folder/"

node=$(python3 -c 'import sys; sys.path.insert(0, "tests/ci"); sys.argv = ["editor.py"]; import editor; print(editor.install())')
PATH="$(dirname "$node"):$PATH"
npm() { "$node" "$(dirname "$node")/../lib/node_modules/npm/bin/npm-cli.js" "$@"; }

work=target/vscode
mkdir -p "$work"
cp -r editors/vscode/. "$work/"
(
    cd "$work"
    [ -d node_modules/vscode-languageclient ] || npm install --silent --no-audit --no-fund
    npm run --silent build
    node_modules/.bin/esbuild src/reason.ts --platform=node --format=cjs --outfile=out/reason.js --log-level=error
    npm run --silent package > /dev/null
    ls ./*.vsix > /dev/null
    "$node" test/client.js "$program" "$folder"
)
echo "the extension of Visual Studio Code is built"

command -v nvim > /dev/null || { [ "$(id -u)" = 0 ] && apt-get install -qq -y --no-install-recommends neovim > /dev/null 2>&1; } || true
command -v nvim > /dev/null || { echo "Neovim cannot be installed here, and is passed over"; exit 0; }
sed -i 's/status: ongoing/status: ongoin/' "$folder/workplans/2024/1-field.yaml"
cat > "$folder/init.lua" << 'LUA'
vim.cmd("edit workplans/2024/1-field.yaml")
local id = vim.lsp.start_client({ name = "workplan", cmd = { vim.env.WORKPLAN, "lsp" }, root_dir = vim.fn.getcwd() })
vim.lsp.buf_attach_client(0, id)
vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end)
for _, one in ipairs(vim.diagnostic.get(0)) do
  if one.severity == vim.diagnostic.severity.ERROR then
    io.stdout:write(string.format("%d:%d %s\n", one.lnum + 1, one.col + 1, one.message))
  end
end
vim.cmd("qall!")
LUA
shown=$(cd "$folder" && WORKPLAN=$program timeout 60 nvim --headless -u NONE -i NONE -n -S init.lua 2>&1)
expected=$(cd "$folder" && { "$program" check --format json || true; } | python3 -c '
import json, sys
for one in json.load(sys.stdin)["diagnostics"]:
    if one["level"] == "error" and one["path"].endswith("1-field.yaml"):
        print("%d:%d %s" % (one["line"], one["column"], one["message"]))')
[ -n "$expected" ] || { echo "the plan should have errors by now" >&2; exit 1; }
[ "$(printf '%s' "$shown" | tr -d '\r' | sort)" = "$(printf '%s' "$expected" | sort)" ] || {
    printf 'Neovim shows:\n%s\nand check finds:\n%s\n' "$shown" "$expected" >&2
    exit 1
}
echo "Neovim shows what check finds: $(printf '%s\n' "$expected" | wc -l) errors"
