#!/bin/sh
# Tries the hook of this repository with the real pre-commit, as a group would set it up: a good plan is committed, a broken one is not.
# The hook installs the wheel that tests/ci/python.sh makes; `workplan-check-from-source` compiles the program. Needs Python 3, cargo, git and, the
# first time, the network. Usage: tests/ci/pre-commit.sh [HOOK]
set -eu
cd "$(dirname "$0")/../.."
hook=${1:-workplan-check}
out=$PWD/target/pre-commit
mkdir -p "$out"
if [ ! -x "$out/venv/bin/pre-commit" ]; then
    python3 -m venv "$out/venv"
    "$out/venv/bin/pip" install --quiet --disable-pip-version-check pre-commit==4.6.0
fi
pre_commit=$out/venv/bin/pre-commit

if [ "$hook" = workplan-check ]; then
    tests/ci/python.sh
    # From the files here alone: whatever else is called so is not asked for.
    ls target/wheels/setuptools-*.whl > /dev/null 2>&1 || "$out/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --dest target/wheels setuptools==80.9.0
    export PIP_NO_INDEX=1 PIP_FIND_LINKS="$PWD/target/wheels"
    rm -rf "$out/home"
else
    # The crates that the release build has compiled are not compiled again.
    export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}"
fi
export PRE_COMMIT_HOME="$out/home"
export GIT_AUTHOR_NAME=Focal GIT_AUTHOR_EMAIL=focal@example.org GIT_COMMITTER_NAME=Focal GIT_COMMITTER_EMAIL=focal@example.org

group=$out/group
rm -rf "$group"
git init --quiet "$group"
cp -R workplans "$group/workplans"
cd "$group"
cat > .pre-commit-config.yaml <<YAML
repos:
  - repo: $out/../..
    rev: $(git -C "$out/../.." rev-parse HEAD)
    hooks:
      - id: $hook
YAML
"$pre_commit" install > /dev/null
git add .
git commit --quiet -m "A plan in order" 2> "$out/accepted" || { cat "$out/accepted" >&2; exit 1; }
sed 's/status: completed/status: done/' workplans/2023.yaml > "$out/broken"
mv "$out/broken" workplans/2023.yaml
if git commit --quiet -a -m "A status that there is not" > "$out/refused" 2>&1; then
    echo "pre-commit: a broken plan was committed" >&2
    exit 1
fi
grep -q 'invalid-value' "$out/refused" || { cat "$out/refused" >&2; exit 1; }

# Plans that lie deeper.
deeper=$out/deeper
rm -rf "$deeper"
git init --quiet "$deeper"
cd "$deeper"
mkdir docs
cp -R "$out/../../workplans" docs/workplans
sed "s/- id: $hook/&\\n        args: [--dir, docs\\/workplans]/" "$group/.pre-commit-config.yaml" > .pre-commit-config.yaml
"$pre_commit" install > /dev/null
git add .
git commit --quiet -m "A plan in order" 2> "$out/accepted" || { cat "$out/accepted" >&2; exit 1; }
cp "$group/workplans/2023.yaml" docs/workplans/2023.yaml
if git commit --quiet -a -m "A status that there is not" > "$out/refused" 2>&1; then
    echo "pre-commit: a broken plan that lies deeper was committed" >&2
    exit 1
fi
grep -q 'invalid-value' "$out/refused" || { cat "$out/refused" >&2; exit 1; }
echo "pre-commit: a good plan is committed, a broken one is refused"
