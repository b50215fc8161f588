#!/usr/bin/env bash
# Makes everything of a release that needs no compiler out of the archives in target/package: Debian and RPM packages, npm packages, the container
# image, the checksums, and, once all targets are there, what Homebrew, Scoop and winget read. Usage: packaging/assemble.sh URL
# URL is the address that the files of the release will be below, such as https://github.com/OWNER/workplan/releases/download/v1.2.3.
set -euo pipefail
cd "$(dirname "$0")/.."
url=$1 out=target/package
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2> /dev/null || stat -c %Y Cargo.toml)}
REPOSITORY=${url%%/releases/*}
export SOURCE_DATE_EPOCH REPOSITORY

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
programs=() images=() missing=0
for target in x86_64-unknown-linux-musl aarch64-unknown-linux-musl x86_64-apple-darwin aarch64-apple-darwin x86_64-pc-windows-msvc; do
    name=workplan-$version-$target
    case $target in *-windows-*) program=workplan.exe archive=$name.zip ;; *) program=workplan archive=$name.tar.gz ;; esac
    [ -e "$out/$archive" ] || { echo "not here: $archive"; missing=1; continue; }
    case $archive in *.zip) python3 -m zipfile -e "$out/$archive" "$scratch" ;; *) tar -xzf "$out/$archive" -C "$scratch" ;; esac
    programs+=("$target=$scratch/$name/$program")
    case $target in *-linux-*) packaging/linux-packages.sh "$target"; images+=("$target=$scratch/$name/$program") ;; esac
done
python3 packaging/npm/make.py "$out" "${programs[@]}" > /dev/null
python3 packaging/image.py "$out/workplan-$version-image.tar" "${images[@]}" > /dev/null
(cd "$out" && find . -maxdepth 1 -type f ! -name SHA256SUMS -printf '%P\n' | LC_ALL=C sort | xargs sha256sum > SHA256SUMS)
[ "$missing" = 1 ] || python3 packaging/manifests.py "$out/SHA256SUMS" "$url" "$out/manifests"
cat "$out/SHA256SUMS"
