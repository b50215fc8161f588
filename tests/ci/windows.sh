#!/usr/bin/env bash
# Builds the program for Windows and runs it under Wine: what is different there (tests/ci/windows/cases.py), and the tests
# that tests/ci/windows/tests.txt names, as they run on this machine. Git is the one of this machine.
# Needs Wine, mingw-w64 and Rust's library for Windows; installs them where it may, and says so and ends well where it may not.
# Usage: tests/ci/windows.sh [the workplan binary of this machine] [the binary of the tests]
set -euo pipefail
cd "$(dirname "$0")/../.."
native=$(realpath "${1:-target/debug/workplan}")
place=$PWD/target/windows
target=x86_64-pc-windows-gnu
export WINE64=/usr/lib/wine/wine64 WINEPREFIX=$place/prefix WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='

pass_over() { echo "$1; the program for Windows is not tried here"; exit 0; }
has_tools() { [ -x "$WINE64" ] && command -v x86_64-w64-mingw32-gcc > /dev/null; }
has_tools || { [ "$(id -u)" = 0 ] && apt-get install -qq -y --no-install-recommends wine64 gcc-mingw-w64-x86-64 > /dev/null 2>&1; } || true
has_tools || pass_over "Wine or mingw-w64 cannot be installed here"
[ -d "$(rustc --print sysroot)/lib/rustlib/$target" ] || rustup target add "$target" > /dev/null 2>&1 || pass_over "Rust's library for Windows cannot be installed here"

# Only the program, as fast as it can be built.
CARGO_PROFILE_RELEASE_OPT_LEVEL=0 cargo build --quiet --locked --release --target "$target" --bin workplan
mkdir -p "$place"/{bin,git,program}
cp "${CARGO_TARGET_DIR:-target}/$target/release/workplan.exe" "$place/program/"
ln -sf ../../../tests/ci/windows/workplan "$place/bin/workplan"
compile() { x86_64-w64-mingw32-gcc -O1 -s -Wall -Werror "$@"; }
compile -shared -o "$place/program/bcryptprimitives.dll" tests/ci/windows/random.c -ladvapi32
compile -municode -o "$place/program/hold.exe" tests/ci/windows/hold.c
compile -municode -o "$place/git/git.exe" tests/ci/windows/git.c -lws2_32

# A prefix, a server that stays so that a start takes a fifth of a second, and git.
[ -d "$WINEPREFIX/drive_c" ] || { mkdir -p "$WINEPREFIX"; "$WINE64" wineboot --init > "$place/wineboot.txt" 2>&1; }
/usr/lib/wine/wineserver64 -p900 2> /dev/null || true
# The first start brings up the services of Wine, and hangs now and then.
for _ in 1 2 3; do timeout 60 "$WINE64" wineboot > /dev/null 2>&1 && break; done
rm -f "$place/git/git.port"
python3 tests/ci/windows/git.py "$place/git" &
git=$!
end() { kill "$git"; /usr/lib/wine/wineserver64 -k 2> /dev/null || true; }
trap end EXIT
for _ in {1..100}; do [ -e "$place/git/git.port" ] && break; sleep 0.05; done

python3 tests/ci/windows/cases.py "$native" "$place"

tests=${2:-$(cargo test --no-run --test it --message-format=json 2> /dev/null | sed -n 's/.*"executable":"\([^"]*\/it-[^"]*\)".*/\1/p' | tail -n 1)}
python3 tests/ci/windows/tests.py "$tests" "$place"
