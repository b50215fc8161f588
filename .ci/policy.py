"""The policy for dependencies: licences that this project may be handed on under, one registry, no crate known to be unsound."""

import json
import re
import subprocess
import sys

ALLOWED = {"MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "Unicode-3.0", "Unlicense", "BSD-2-Clause", "BSD-3-Clause", "Zlib", "ISC", "0BSD", "CC0-1.0", "MIT-0", "BSL-1.0"}

# For what only the tests use: nothing of it is handed on.
ALLOWED_IN_TESTS = ALLOWED | {"MPL-2.0"}

BANNED = {"serde_yml": "unsound, RUSTSEC-2025-0068"}


def is_allowed(expression, allowed):
    """Whether one of the alternatives has only parts that are allowed; a part that cannot be read is not."""
    flat = re.sub(r"[()]", "", expression.replace("/", " OR "))
    # `A AND (B OR C)` is read as `(A AND B) OR C` here, so every name must be looked at where both words stand.
    if " AND " in flat and " OR " in flat:
        return all(any(name in allowed for name in part.split(" OR ")) for part in re.split(r" AND ", flat))
    if " AND " in flat:
        return all(name.strip() in allowed for name in flat.split(" AND "))
    return any(name.strip() in allowed for name in flat.split(" OR "))


packages = json.loads(subprocess.check_output(["cargo", "metadata", "--format-version", "1", "--locked"]))["packages"]
tree = subprocess.check_output(["cargo", "tree", "--locked", "--edges", "normal,build", "--prefix", "none", "--target", "all"], text=True)
handed_on = {tuple(line.split()[:2]) for line in tree.splitlines() if line}


def allowed_for(package):
    is_part = (package["name"], "v" + package["version"]) in handed_on
    return ALLOWED if is_part else ALLOWED_IN_TESTS


refused = [f"{p['name']} {p['version']}: {p['license']}" for p in packages if not is_allowed(p["license"] or "none", allowed_for(p))]
sources = {p["source"] for p in packages if p["source"]}
refused += [f"{s}: not the registry" for s in sources if not s.startswith("registry+")]
refused += [] if len(sources) == 1 else [f"{len(sources)} sources: one is enough"]
refused += [f"{p['name']}: {BANNED[p['name']]}" for p in packages if p["name"] in BANNED]
print("\n".join(refused) or f"{len(packages)} packages, all within the policy")
sys.exit(1 if refused else 0)
