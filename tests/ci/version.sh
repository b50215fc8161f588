#!/bin/sh
# Holds the revision in `--version` against git, and looks at the same for source without git: an archive, a package, a bare copy.
# Usage: tests/ci/version.sh [a release build of workplan]
set -eu
cd "$(dirname "$0")/../.."
workplan=${1:-target/release/workplan}
out=target/version
rm -rf "$out"
mkdir -p "$out/copy" "$out/package" "$out/archive"
rustc --edition 2024 -o "$out/build" build.rs

said() { (cd "$1" && PROFILE=release ../build) | sed -n 's/^cargo:rustc-env=WORKPLAN_BUILD=//p'; }
is() { [ "$1" = "$2" ] || { echo "version: \`$1\`, and not \`$2\`" >&2; exit 1; }; }

is "$(said "$out/copy")" "revision unknown"
printf '{\n  "git": {\n    "sha1": "0123456789abcdef0123456789abcdef01234567"\n  }\n}\n' > "$out/package/.cargo_vcs_info.json"
is "$(said "$out/package")" "0123456789"

if revision=$(git rev-parse HEAD 2> /dev/null); then
    version=$("$workplan" --version)
    short=$(echo "$version" | sed -n 's/^workplan [0-9.]* (\([0-9a-f]*\).*)$/\1/p')
    case "$short:$revision" in
        ?????????*:"$short"*) ;;
        *) echo "version: \`$version\` does not name $revision" >&2; exit 1 ;;
    esac
    git archive HEAD build.rs .gitattributes | tar -x -C "$out/archive"
    rustc --edition 2024 -o "$out/build" "$out/archive/build.rs"
    archived=$(said "$out/archive")
    case "$archived:$revision" in
        ??????????:"$archived"*) ;;
        *) echo "version: \`$archived\` in an archive does not name $revision" >&2; exit 1 ;;
    esac
fi
echo "version: all well"
