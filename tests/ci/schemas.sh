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

# JUnit has no standard behind it. Jenkins publishes the schema that it holds reports against, and pytest carries it in its sources.
if [ ! -f "$out/junit-10.xsd" ]; then
    "$venv/bin/pip" install --quiet --disable-pip-version-check lxml==6.0.2
    "$venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --no-binary pytest --dest "$out" pytest==8.4.2
    tar -xzOf "$out/pytest-8.4.2.tar.gz" pytest-8.4.2/testing/example_scripts/junit-10.xsd > "$out/junit-10.new"
    mv "$out/junit-10.new" "$out/junit-10.xsd"
fi
cat > "$out/workplans/config.yaml" <<'YAML'
schema: 1
rules: {unknown-key: warning, date-order: off, "]]><a b=\"'&": error}
YAML
"$workplan" check --dir "$out/workplans" --format junit -o "$out/faults.xml" || [ $? -eq 1 ]
"$workplan" check --format junit -o "$out/good.xml"
"$venv/bin/python" - "$out" <<'PYTHON'
import sys
from lxml import etree

schema = etree.XMLSchema(etree.parse(f"{sys.argv[1]}/junit-10.xsd"))
faults, good = (etree.parse(f"{sys.argv[1]}/{name}.xml") for name in ("faults", "good"))
schema.assertValid(faults)
schema.assertValid(good)
assert {"failure", "skipped", "system-out"} <= {element.tag for element in faults.iter()} and good.find(".//failure") is None
faults.getroot()[0].set("loud", "very")
assert not schema.validate(faults), "the schema takes anything"
PYTHON

# What this repository and `init` give to continuous integration, against the schemas of those who run it.
rm -rf "$out/group"
# Repositories of their own: the files go to the root of the one that a folder lies in.
git init -q "$out/group/a"
git init -q "$out/group/b"
"$workplan" init "$out/group/a" --ci github > "$out/init.txt"
"$workplan" init "$out/group/b" --ci gitlab > "$out/init.txt"
builtin() {
    "$venv/bin/check-jsonschema" --builtin-schema "$@"
}
builtin vendor.github-actions action.yml
builtin vendor.github-workflows .github/workflows/*.yml "$out"/group/a/.github/workflows/*.yml
builtin vendor.gitlab-ci --data-transform gitlab-ci "$out/group/b/.gitlab-ci.yml"

# The list of what is in the program: by CycloneDX' own schema, and the same each time.
"$venv/bin/pip" install --quiet --disable-pip-version-check 'cyclonedx-python-lib[json-validation]==11.12.0'
target=$(rustc -vV | sed -n 's/^host: //p')
SOURCE_DATE_EPOCH=0 python3 .ci/sbom.py "$target" "$workplan" > "$out/sbom.json"
SOURCE_DATE_EPOCH=0 python3 .ci/sbom.py "$target" "$workplan" | cmp - "$out/sbom.json"
"$venv/bin/python" - "$out/sbom.json" <<'PYTHON'
import json
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

text = open(sys.argv[1], encoding="utf-8").read()
validator = JsonStrictValidator(SchemaVersion.V1_6)
assert (fault := validator.validate_str(text)) is None, fault
assert validator.validate_str(text.replace('"required"', '"welcome"')) is not None, "the schema takes anything"
document = json.loads(text)
needs = {one["ref"]: one["dependsOn"] for one in document["dependencies"]}
program = document["metadata"]["component"]["bom-ref"]
left, reached = [program], set()
while left:
    reached.add(one := left.pop())
    left += set(needs[one]) - reached
assert reached == {program} | {one["bom-ref"] for one in document["components"]}, "something in it is needed by nothing"
PYTHON
echo "schemas: all well"
