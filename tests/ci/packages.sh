#!/usr/bin/env bash
# Makes the files of a release out of a program that is built already, and looks at each with the tool that it is for: the archive, the Debian
# package (installed into a folder), the RPM package, the formula and the manifests, the container image. Usage: tests/ci/packages.sh [PROGRAM]
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "${1:-target/release/workplan}")
target=x86_64-unknown-linux-musl
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
out=target/package
fail() { echo "packages: $*" >&2; exit 1; }
rm -rf "$out"
mkdir -p "$out"

packaging/build.sh "$target" "$program" > /dev/null
packaging/assemble.sh "https://github.com/group/workplan/releases/download/v$version" > /dev/null
before=$(cat "$out/SHA256SUMS")
packaging/assemble.sh "https://github.com/group/workplan/releases/download/v$version" > /dev/null
[ "$before" = "$(cat "$out/SHA256SUMS")" ] || { diff <(echo "$before") "$out/SHA256SUMS" >&2; fail "what is assembled is not the same twice"; }
(cd "$out" && sha256sum --check --quiet SHA256SUMS)

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tar -xzf "$out/workplan-$version-$target.tar.gz" -C "$scratch"
"$scratch/workplan-$version-$target/workplan" demo > "$scratch/shown"
grep -q '11 of 31' "$scratch/shown" || fail "the program of the archive does not run"

deb=$out/workplan_${version}_amd64.deb
mkdir -p "$scratch/root/var/lib/dpkg/updates" "$scratch/root/var/lib/dpkg/info"
touch "$scratch/root/var/lib/dpkg/status"
dpkg --root="$scratch/root" --force-not-root --force-depends --install "$deb" > "$scratch/dpkg" 2>&1 || { cat "$scratch/dpkg" >&2; fail "dpkg does not install $deb"; }
dpkg-query --admindir="$scratch/root/var/lib/dpkg" --show --showformat '${Status} ${Version}' workplan | grep -qx "install ok installed $version" || fail "dpkg has not installed workplan"
"$scratch/root/usr/bin/workplan" --version > /dev/null
for path in usr/share/man/man1/workplan.1.gz usr/share/bash-completion/completions/workplan usr/share/zsh/vendor-completions/_workplan usr/share/doc/workplan/copyright; do
    [ -s "$scratch/root/$path" ] || fail "$path is not in $deb"
done
dpkg --root="$scratch/root" --force-not-root --remove workplan > /dev/null 2>&1
[ ! -e "$scratch/root/usr/bin/workplan" ] || fail "dpkg does not remove workplan"

if command -v rpm > /dev/null; then
    rpm -qp --queryformat '%{NAME} %{VERSION} %{ARCH} %{LICENSE}' "$out/workplan-$version-1.x86_64.rpm" 2> /dev/null | grep -qx "workplan $version x86_64 MIT OR Apache-2.0" || fail "rpm reads something else"
    rpm -qlp "$out/workplan-$version-1.x86_64.rpm" > "$scratch/in-rpm" 2> /dev/null
    grep -qx /usr/share/zsh/site-functions/_workplan "$scratch/in-rpm" || fail "the completion is not in the RPM package"
else
    echo "packages: rpm is not here; the RPM package was not read"
fi

python3 tests/ci/manifests.py
python3 tests/ci/image.py "$out/workplan-$version-image.tar" "$program"
echo "packages: all well"
