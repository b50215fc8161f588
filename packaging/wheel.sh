#!/usr/bin/env bash
# Makes the wheel, and the source package beside it. On Linux, one wheel is for every distribution: its program is static.
# Usage: packaging/wheel.sh OUT [MATURIN [TARGET]]. Without TARGET it is for this machine alone,
# and optimized as a build from source is.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p "$1"
out=$(cd "$1" && pwd) maturin=${2:-maturin} TARGET=${3:-}
profile=release
[ -z "$TARGET" ] || profile=dist
arguments=(--profile "$profile" --locked --out "$out")
case $TARGET in
    "") arguments+=(--compatibility linux) ;;
    *-linux-musl) arguments+=(--target "$TARGET" --compatibility manylinux2014 musllinux_1_1) ;;
    *) arguments+=(--target "$TARGET") ;;
esac
[ -z "$TARGET" ] || . packaging/flags.sh
cd packaging/python
"$maturin" build "${arguments[@]}"
ls "$out"/workplan-*.tar.gz > /dev/null 2>&1 || "$maturin" sdist --out "$out" 2> /dev/null
