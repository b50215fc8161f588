#!/bin/sh
# Holds the outputs that have a schema against it, with a validator and a YAML reader that are not the program's own.
# Needs Python 3 and, the first time, the network. Usage: tests/ci/schemas.sh [the workplan binary]
set -eu
cd "$(dirname "$0")/../.."
workplan=${1:-target/debug/workplan}
out=target/schemas
venv=$out/venv
mkdir -p "$out"

if [ ! -x "$venv/bin/check-jsonschema" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check check-jsonschema==0.39.0
fi

# The files of one kind in the folders of plans.
files() {
    find workplans examples/*/workplans -name '*.yaml' "$@"
}

check() {
    schema=$1
    shift
    "$venv/bin/check-jsonschema" --schemafile "$schema" "$@"
}

for kind in plan organizations config; do
    "$workplan" schema "$kind" -o "$out/$kind.json"
    "$venv/bin/check-jsonschema" --check-metaschema "$out/$kind.json"
done

# Each of these lists is short, and no name in it holds white space.
check "$out/plan.json" $(files ! -name organizations.yaml ! -name config.yaml)
check "$out/organizations.json" $(files -name organizations.yaml)
check "$out/config.json" $(files -name config.yaml)
check "$out/plan.json" tests/schemas/plan/accepted/*.yaml

for file in tests/schemas/plan/refused/*.yaml; do
    if check "$out/plan.json" "$file" > /dev/null 2>&1; then
        echo "$file is refused by the reader and accepted by the schema" >&2
        exit 1
    fi
done

# A plan with faults, so that there is something to report. `check` ends in 1 for it.
mkdir -p "$out/workplans"
cp tests/schemas/plan/refused/unknown-key.yaml "$out/workplans/2024.yaml"
"$workplan" check --dir "$out/workplans" --format sarif -o "$out/check.sarif" || [ $? -eq 1 ]
check tests/schemas/sarif-2.1.0.json "$out/check.sarif"

# What this repository and `init` give to continuous integration, against the schemas of those who run it.
rm -rf "$out/group"
"$workplan" init "$out/group/a" --ci github > "$out/init.txt"
"$workplan" init "$out/group/b" --ci gitlab > "$out/init.txt"
builtin() {
    "$venv/bin/check-jsonschema" --builtin-schema "$@"
}
builtin vendor.github-actions action.yml
builtin vendor.github-workflows .github/workflows/*.yml "$out"/group/a/.github/workflows/*.yml
builtin vendor.gitlab-ci --data-transform gitlab-ci "$out/group/b/.gitlab-ci.yml"
echo "schemas: all well"
