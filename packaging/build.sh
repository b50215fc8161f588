#!/usr/bin/env bash
# Builds what a release has for one target, in target/package: the program with its manual pages and completions as an archive, and the list of
# what is in the program (CycloneDX). The same commit and the same Rust give the same bytes, wherever and whenever this runs.
# Usage: packaging/build.sh [TARGET [PROGRAM]]. PROGRAM is one that is built already; PAGES_BY names one that runs here, where TARGET's does not.
set -euo pipefail
cd "$(dirname "$0")/.."
TARGET=${1:-x86_64-unknown-linux-musl}
out=target/package
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
name=workplan-$version-$TARGET

# No moment gets in but that of the commit, which an archive of the source has as the age of its files.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2> /dev/null || stat -c %Y Cargo.toml)}
export SOURCE_DATE_EPOCH

program=${2:-}
if [ -z "$program" ]; then
    . packaging/flags.sh
    cargo build --profile dist --locked --target "$TARGET"
    program=${CARGO_TARGET_DIR:-target}/$TARGET/dist/workplan
    [ -e "$program" ] || program=$program.exe
fi
pages=${PAGES_BY:-$program}

folder=$out/$TARGET/$name
rm -rf "${out:?}/$TARGET"
mkdir -p "$folder/completions"
"$pages" man "$folder/man" > /dev/null
for shell in bash zsh fish elvish powershell; do
    "$pages" completions "$shell" > "$folder/completions/workplan.$shell"
done
cp README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$folder"
case $TARGET in
    *-windows-*) cp "$program" "$folder/workplan.exe"; archive=$name.zip ;;
    *) cp "$program" "$folder/workplan"; archive=$name.tar.gz ;;
esac
python3 packaging/archive.py "$folder" "$out/$archive"
python3 .ci/sbom.py "$TARGET" "$program" > "$out/$name.cdx.json"
echo "$out/$archive"
