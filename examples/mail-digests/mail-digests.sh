#!/bin/sh
# Mails each organization its digest. Dry unless SEND=1: prints what would be sent, to whom.
#
#   ./mail-digests.sh 2024          prints
#   SEND=1 ./mail-digests.sh 2024   sends, by the sendmail of this machine
set -eu
plan=${1:-}
from=${FROM:-secretariat@example.org}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

workplan digest $plan --format html --out-dir "$out" > /dev/null
workplan digest $plan --format json > "$out/all.json"

for mail in "$out"/*.html; do
  [ -e "$mail" ] || { echo "nobody has anything to do now"; exit 0; }
  id=$(basename "$mail" .html)
  # The focal points' addresses; what is no address, or holds a line break or a comma, is left out.
  to=$(python3 - "$out/all.json" "$id" <<'PYTHON'
import json, re, sys
organizations = json.load(open(sys.argv[1], encoding="utf-8"))["organizations"]
points = next(one for one in organizations if one["id"] == sys.argv[2])["focal_points"]
print(", ".join(p["email"] for p in points if re.fullmatch(r"[\w.+-]+@[\w.-]+", p["email"] or "")))
PYTHON
)
  if [ -z "$to" ]; then
    echo "$id: no focal point with an address"
  elif [ "${SEND:-0}" = 1 ]; then
    { printf 'From: %s\nTo: %s\nSubject: Workplan: what concerns you now\nMIME-Version: 1.0\n' "$from" "$to"
      printf 'Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n'
      base64 < "$mail"; } | sendmail -t
    echo "$id: sent to $to"
  else
    echo "$id: would go to $to ($(wc -c < "$mail") bytes)"
  fi
done
