#!/usr/bin/env bash
# Builds the fuzz targets and runs each for a few seconds, beginning with its seeds. usage: tests/ci/fuzz.sh [SECONDS]
#
# Longer, with cargo-fuzz: cd fuzz && cargo +nightly fuzz run --sanitizer none TARGET
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-5}
command -v c++ > /dev/null || { echo "skipped: libFuzzer needs a C++ compiler, and there is none"; exit 0; }

# What cargo-fuzz asks of the compiler, without what needs a nightly one.
export RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
-Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Cdebug-assertions"
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_TARGET_DIR=$PWD/target/fuzz
host=$(rustc -vV | sed -n 's/^host: //p')
cargo build --quiet --locked --release --manifest-path fuzz/Cargo.toml --target "$host" --bins

for seeds in fuzz/seeds/*; do
  target=$(basename "$seeds")
  corpus=target/fuzz/corpus/$target
  mkdir -p "$corpus"
  log=target/fuzz/$target.log
  if "target/fuzz/$host/release/$target" "$corpus" "$seeds" -dict=fuzz/yaml.dict -artifact_prefix=target/fuzz/ -max_total_time="$seconds" \
    -timeout=20 -rss_limit_mb=2048 > "$log" 2>&1; then
    echo "$target: $(sed -n 's/^Done \([0-9]*\) runs.*/\1 runs/p' "$log")"
  else
    tail -n 40 "$log"
    echo "$target: a fault was found; the input is in target/fuzz/" >&2
    exit 1
  fi
done
