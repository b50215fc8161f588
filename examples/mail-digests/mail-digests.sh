#!/bin/sh
# Mails each organization its digest, to its focal points. Dry unless SEND=1: prints who would get what.
#
#   ./mail-digests.sh 2024                        prints
#   SEND=1 ./mail-digests.sh 2024                 sends, by the sendmail of this machine
#   ./mail-digests.sh 2024 --as-of 2024-09-15     whatever `workplan digest` takes
#
# FROM is the sender's address.
set -eu
from=${FROM:-secretariat@example.org}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
mkdir "$out/mails"

workplan digest "$@" --format html --out-dir "$out/mails" > /dev/null
workplan digest "$@" --format json --output "$out/all.json"

# The focal points' addresses; what is no plain address is left out, so that nothing else gets into the head of a mail.
addresses() {
  python3 - "$out/all.json" "$1" <<'PYTHON'
import json, re, sys
organizations = json.load(open(sys.argv[1], encoding="utf-8"))["organizations"]
points = next(one["focal_points"] for one in organizations if one["id"] == sys.argv[2])
address = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9.-]+")
print(", ".join(point["email"] for point in points if address.fullmatch(point["email"] or "")))
PYTHON
}

letter() {
  printf 'From: %s\nTo: %s\nSubject: Workplan: what concerns %s now\n' "$from" "$1" "$2"
  printf 'MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n'
  base64 < "$3"
}

for mail in "$out"/mails/*.html; do
  [ -e "$mail" ] || { echo "nobody has anything to do now"; break; }
  id=$(basename "$mail" .html)
  to=$(addresses "$id")
  if [ -z "$to" ]; then
    echo "$id: no focal point with an address"
  elif [ "${SEND:-0}" = 1 ]; then
    letter "$to" "$id" "$mail" > "$out/letter"
    sendmail -t < "$out/letter"
    echo "$id: sent to $to"
  else
    echo "$id: would go to $to ($(wc -c < "$mail" | tr -d ' ') bytes)"
  fi
done
