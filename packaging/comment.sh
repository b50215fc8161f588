#!/usr/bin/env bash
# Keeps one comment of a pull request that says what changes in the workplans. It is found by its first line and updated in place. Nothing is
# written where nothing changes, or where the comment says so already. A comment that cannot be written fails no run: the summary has it all.
# Reads API, REPOSITORY, NUMBER, BASE and GH_TOKEN. Needs workplan, curl and jq.
set -euo pipefail

MARKER='<!-- workplan: what this pull request changes -->'
MOST=60000   # of 65,536 characters that a comment may have
[ -n "${NUMBER:-}" ] || exit 0
for tool in curl jq; do
    command -v "$tool" > /dev/null || { echo "No comment is written, because there is no $tool here."; exit 0; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The token is in no list of processes.
ask() {
    local method=$1 way=$2
    shift 2
    curl --config <(printf 'header = "Authorization: Bearer %s"\n' "$GH_TOKEN") --fail -sS --max-time 60 --retry 2 \
        -X "$method" -H "Accept: application/vnd.github+json" "$@" "$API/repos/$REPOSITORY/issues/$way" 2> "$folder/why"
}
cannot() {
    echo "No comment is written: $(tr -d '\r' < "$folder/why" | tail -n 1 | LC_ALL=C tr -c ' -~\n' '?')"
    echo "The job needs the permission pull-requests: write, which pull requests from forks do not give. The summary of the run says the same."
    exit 0
}

changes=0
workplan diff --merge-base "$BASE" --lenient --fail --format markdown > "$folder/changes" 2> /dev/null || changes=$?
[ "$changes" -le 1 ] || { echo "No comment is written, because the changes cannot be told."; exit 0; }

# The first comment of a program with the marker: that of another user is not ours.
id='' page=1
: > "$folder/old"
while [ "$page" -le 20 ]; do
    ask GET "$NUMBER/comments?per_page=100&page=$page" -o "$folder/page" || cannot
    found=$(jq -c --arg marker "$MARKER" '[.[] | select(.user.type == "Bot" and (.body | startswith($marker)))][0] // empty' "$folder/page")
    if [ -n "$found" ]; then
        id=$(jq -r .id <<< "$found")
        jq -r .body <<< "$found" > "$folder/old"
        break
    fi
    [ "$(jq length "$folder/page")" -eq 100 ] || break
    page=$((page + 1))
done

if [ "$changes" -eq 0 ]; then
    [ -n "$id" ] || exit 0
    printf '%s\nThis pull request no longer changes the workplans.\n' "$MARKER" > "$folder/new"
else
    { printf '%s\n' "$MARKER"; LC_ALL=C awk -v most="$MOST" '
        (size += length($0) + 1) > most { print "\nThe rest is in the summary of the run."; exit }
        { print }' "$folder/changes"; } > "$folder/new"
fi
# Lines may come back with other ends.
same() { tr -d '\r' < "$1" | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'; }
[ "$(same "$folder/old")" != "$(same "$folder/new")" ] || exit 0
jq -Rs '{body: .}' "$folder/new" > "$folder/payload"
if [ -n "$id" ]; then
    ask PATCH "comments/$id" --data "@$folder/payload" -o /dev/null || cannot
    echo "The comment of the pull request is updated."
else
    ask POST "$NUMBER/comments" --data "@$folder/payload" -o /dev/null || cannot
    echo "The pull request has a comment that says what changes."
fi
