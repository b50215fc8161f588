"""Holds the policy of deny.toml (licences, bans, sources) with Python alone: the gate runs where there is no cargo-deny to install.

What cargo-deny does beyond this, the advisories, needs their database: .github/workflows/advisories.yml.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

try:
    import tomllib
except ModuleNotFoundError:  # before Python 3.11
    from pip._vendor import tomli as tomllib

POLICY = tomllib.loads(Path(__file__).parent.parent.joinpath("deny.toml").read_text(encoding="utf-8"))


def is_within(expression, allowed):
    """Whether an SPDX expression can be met with the licences that are allowed."""
    parts = re.findall(r"[()]|[^()\s]+(?: WITH [^()\s]+)?", expression.replace("/", " OR "))
    words = {"AND": "and", "OR": "or", "(": "(", ")": ")"}
    # Nothing but these words, True and False is left of it, and they bind in Python as they do in SPDX.
    return eval(" ".join(words.get(part) or str(part in allowed) for part in parts))


def licences(packages):
    of_all = set(POLICY["licenses"]["allow"])
    more = {one["crate"]: set(one["allow"]) for one in POLICY["licenses"]["exceptions"]}
    for name, version, licence, _ in packages:
        if not is_within(licence or "none", of_all | more.get(name, set())):
            yield f"{name} {version} is under {licence or 'no licence'}, which deny.toml does not allow"
    yield from (f"deny.toml makes an exception for {name}, which is not there" for name in more.keys() - {name for name, *_ in packages})
    known = " ".join(licence or "" for _, _, licence, _ in packages)
    yield from (f"deny.toml allows {one}, which nothing needs" for one in of_all if one not in known)


def bans(packages, handed_on):
    banned = {one["crate"]: one["reason"] for one in POLICY["bans"]["deny"]}
    yield from (f"{name} is banned: {banned[name]}" for name, *_ in packages if name in banned)
    passed_over = [one["crate"].split("@") for one in POLICY["bans"]["skip"]]
    versions = {}
    for name, version in handed_on:
        versions.setdefault(name, []).append(version)
    for name, begin in passed_over:
        found = [version for version in versions.get(name, []) if f"{version}.".startswith(f"{begin}.")]
        if not found:
            yield f"deny.toml passes over {name} {begin}, which is not there"
        versions[name] = [version for version in versions.get(name, []) if version not in found]
    yield from (f"{name} is there {len(found)} times: {', '.join(found)}" for name, found in versions.items() if len(found) > 1)


def sources(packages):
    """One registry, which is the one that cargo-deny allows unless it is told of others; no git, no folder beside this one."""
    registries = {source for *_, source in packages if source and source.startswith("registry+")}
    yield from (f"{name} comes from {source}" for name, _, _, source in packages if source and source not in registries)
    yield from [f"{len(registries)} registries: one is enough"] if len(registries) > 1 else []


def compilers(needs, handed_on):
    """No package needs a newer Rust than Cargo.toml names: .github/workflows/workplan.yml builds with that one."""
    number = lambda version: [int(part) for part in version.split(".")]
    oldest = needs.get(("workplan", OWN), "0")
    newer = ((name, version) for name, version in handed_on if number(needs.get((name, version), "0")) > number(oldest + ".0"))
    yield from (f"{name} {version} needs Rust {needs[name, version]}, and Cargo.toml names {oldest}" for name, version in newer)


def output(*arguments):
    return subprocess.check_output(["cargo", *arguments, "--locked"], text=True)


known = json.loads(output("metadata", "--format-version", "1"))["packages"]
packages = [(one["name"], one["version"], one["license"], one["source"]) for one in known]
needs = {(one["name"], one["version"]): one["rust_version"] for one in known if one["rust_version"]}
OWN = next(one["version"] for one in known if one["name"] == "workplan" and one["source"] is None)
tree = output("tree", "--edges", "normal,build", "--prefix", "none", "--target", "all").splitlines()
handed_on = sorted({(name, version.lstrip("v")) for name, version in (line.split()[:2] for line in tree if line)})
refused = [*licences(packages), *bans(packages, handed_on), *sources(packages), *compilers(needs, handed_on)]
print("\n".join(refused) or f"{len(packages)} packages, {len(handed_on)} of them in the program or needed to build it: all within deny.toml")
sys.exit(1 if refused else 0)
