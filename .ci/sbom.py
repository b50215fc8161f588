"""Writes what a build of the program is made of, as CycloneDX 1.6 in JSON, on standard output.

Usage: .ci/sbom.py TARGET PROGRAM. Nothing in it is by chance or of this machine: the same commit, target and Rust give the same bytes. The
moment is that of SOURCE_DATE_EPOCH, if it is set; the number of the document is made of what it says.
"""

import hashlib
import json
import os
import subprocess
import sys
import uuid
from datetime import datetime, timezone
from pathlib import Path

try:
    import tomllib
except ModuleNotFoundError:  # before Python 3.11
    from pip._vendor import tomli as tomllib


def said(*command):
    return subprocess.check_output(command, text=True)


def crates(edges):
    """What cargo builds for this target, and for what: its features are resolved without those that only tests need."""
    tree = said("cargo", "tree", "--locked", "--target", TARGET, "--edges", edges, "--prefix", "none")
    return {(name, version.removeprefix("v")) for name, version in (line.split()[:2] for line in tree.splitlines() if line)}


def purl(name, version):
    return f"pkg:cargo/{name}@{version}"


def described(package):
    ref = purl(package["name"], package["version"])
    licence = {"expression": package["license"].replace("/", " OR ")}
    return {"bom-ref": ref, "name": package["name"], "version": package["version"], "licenses": [licence], "purl": ref}


def sha256(digest):
    return [{"alg": "SHA-256", "content": digest}]


TARGET, PROGRAM = sys.argv[1:]
metadata = json.loads(said("cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", TARGET))
sums = {(one["name"], one["version"]): one.get("checksum") for one in tomllib.loads(Path("Cargo.lock").read_text())["package"]}
packages = {package["id"]: package for package in metadata["packages"]}
built, within = crates("normal,build"), crates("normal,no-proc-macro")
keys = {id: (one["name"], one["version"]) for id, one in packages.items() if (one["name"], one["version"]) in built}
root = metadata["resolve"]["root"]

components = [
    # What is needed to build the program and is no part of it is `excluded`, in CycloneDX' words.
    {"type": "library", **described(packages[id]), "scope": "required" if key in within else "excluded", "hashes": sha256(sums[key])}
    for id, key in sorted(keys.items(), key=lambda entry: entry[1])
    if id != root
]
dependencies = []
for node in metadata["resolve"]["nodes"]:
    needed = [one["pkg"] for one in node["deps"] if any(kind["kind"] != "dev" for kind in one["dep_kinds"])]
    if node["id"] in keys:
        dependencies.append({"ref": purl(*keys[node["id"]]), "dependsOn": sorted(purl(*keys[id]) for id in needed if id in keys)})

tools = [{"type": "application", "name": name, "version": said(name, "--version").strip().removeprefix(f"{name} ")} for name in ("cargo", "rustc")]
document = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "version": 1,
    "metadata": {
        "tools": {"components": tools},
        "component": {"type": "application", **described(packages[root]), "hashes": sha256(hashlib.sha256(Path(PROGRAM).read_bytes()).hexdigest())},
        "properties": [{"name": "cdx:rustc:sbom:target:triple", "value": TARGET}],
    },
    "components": components,
    "dependencies": sorted(dependencies, key=lambda one: one["ref"]),
}
if moment := os.environ.get("SOURCE_DATE_EPOCH"):
    document["metadata"]["timestamp"] = datetime.fromtimestamp(int(moment), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
document["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(document, sort_keys=True))}"
print(json.dumps(document, indent=2))
