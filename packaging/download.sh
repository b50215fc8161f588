#!/usr/bin/env bash
# Downloads the released program for this machine, and puts it into a folder if its checksum is that of the release, and, where `gh` and a token are
# at hand, if the release's workflow has attested it. Ends with 3 where there is nothing to download, and with 1 where it is not what was released.
# Usage: packaging/download.sh RELEASE VERSION FOLDER. RELEASE is the address that the files of the release are below.
set -euo pipefail
release=$1 version=$2 folder=$3

case $(uname -s)-$(uname -m) in
    Linux-x86_64) target=x86_64-unknown-linux-musl ;;
    Linux-aarch64 | Linux-arm64) target=aarch64-unknown-linux-musl ;;
    Darwin-x86_64) target=x86_64-apple-darwin ;;
    Darwin-arm64) target=aarch64-apple-darwin ;;
    MINGW*-x86_64 | MSYS*-x86_64) target=x86_64-pc-windows-msvc ;;
    *) echo "There is no released program for $(uname -s) on $(uname -m)."; exit 3 ;;
esac
name=workplan-$version-$target
case $target in
    *-windows-*) program=workplan.exe archive=$name.zip ;;
    *) program=workplan archive=$name.tar.gz ;;
esac

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
if ! curl --fail --fail-early --silent --show-error --location --proto-redir '=https' --retry 2 --connect-timeout 20 \
    --remote-name-all "$release/SHA256SUMS" "$release/$archive"; then
    echo "There is no released program to download at $release."
    exit 3
fi
sum() { if command -v sha256sum > /dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1; }
released=$(awk -v name="$archive" '$2 == name || $2 == "*" name { print $1 }' SHA256SUMS)
if [ -z "$released" ] || [ "$(sum "$archive")" != "$released" ]; then
    echo "error: the checksum of $archive is not the one in SHA256SUMS: it was not installed" >&2
    exit 1
fi
case $release in
    https://github.com/*)
        if [ -n "${GH_TOKEN:-}" ] && command -v gh > /dev/null; then
            repository=${release#https://github.com/}
            gh attestation verify "$archive" --repo "${repository%%/releases/*}" || {
                echo "error: $archive was not built by the release workflow of ${repository%%/releases/*}: it was not installed" >&2
                exit 1
            }
        fi
        ;;
esac
case $archive in *.zip) unzip -q "$archive" ;; *) tar -xzf "$archive" ;; esac
mkdir -p "$folder"
cp "$name/$program" "$folder/$program"
echo "Installed $archive; its checksum is that of the release."
