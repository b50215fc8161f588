#!/usr/bin/env bash
# Makes the wheel and the source package by maturin, and installs the wheel as its users do, in empty folders and without Rust: by pip, and by uvx.
# The program of the last release build is used, if it was built with the same settings. Usage: tests/ci/python.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD out=$PWD/target/wheels
tools=$PWD/target/python/venv/bin
[ -x "$tools/maturin" ] || { python3 -m venv target/python/venv && "$tools/pip" install --quiet --disable-pip-version-check maturin==1.16.0 uv==0.13.9; }
mkdir -p "$out"
rm -f "$out"/workplan*
packaging/wheel.sh "$out" "$tools/maturin"

# The source package has what is needed to build, and its own first lines.
python3 - "$out" <<'PYTHON'
import sys, tarfile, pathlib
(sdist,) = pathlib.Path(sys.argv[1]).glob("workplan-*.tar.gz")
names = {name.split("/", 1)[1] for name in tarfile.open(sdist).getnames()}
for needed in ("PKG-INFO", "pyproject.toml", "Cargo.toml", "Cargo.lock", "build.rs", "askama.toml", "src/main.rs", "workplans/2024/plan.yaml", "examples/one-page/workplans/2025.yaml"):
    assert needed in names, f"{sdist.name} lacks {needed}: {sorted(names)[:40]}"
PYTHON

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# What is on the PATH: the system's programs, and no cargo.
plain=/usr/local/bin:/usr/bin:/bin
python=$(python3 -c 'import sys; print(sys.executable)')
shows() { grep -q '11 of 31' "$1" || { cat "$1" >&2; echo "python: $2 does not show the sample plan" >&2; exit 1; }; }
cd "$scratch"
PATH=$plain "$python" -m venv own
PATH=$plain own/bin/pip install --quiet --disable-pip-version-check --no-index --find-links "$out" workplan
PATH=$plain own/bin/workplan demo > by-pip
shows by-pip pip
PATH=$plain UV_CACHE_DIR=$scratch/cache "$tools/uvx" --quiet --no-index --find-links "$out" workplan demo > by-uvx
shows by-uvx uvx
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml" | head -n 1)
own/bin/pip show workplan > shown
grep -qx "Version: $version" shown
grep -q "\"workplan==$version\"" "$root/pyproject.toml" || { echo "python: pyproject.toml is not of version $version" >&2; exit 1; }
echo "python: the wheel runs by pip and by uvx, without Rust"
