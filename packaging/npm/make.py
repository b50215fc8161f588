"""Makes the npm packages out of programs that are built: `workplan` with a launcher, and one package for each platform.

Usage: packaging/npm/make.py OUT TARGET=PROGRAM…
Each becomes a .tgz in OUT, as `npm publish` takes it. What is not given is named as an optional dependency all the same.
"""

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from common import ROOT, TARGETS, cargo, exe, tar, zipped

HERE = Path(__file__).parent
SHARED = {
    "version": cargo("version"),
    "description": cargo("description"),
    "license": "(MIT OR Apache-2.0)",
    **({"repository": {"type": "git", "url": f"git+{os.environ['REPOSITORY']}.git"}} if os.environ.get("REPOSITORY") else {}),
}


def name_of(target: str) -> str:
    return "@workplan/" + "-".join(TARGETS[target]["npm"])


def package(out: Path, about: dict, files: dict[str, tuple[bytes, int]]) -> None:
    files = {**files, "package.json": ((json.dumps(about, indent=2) + "\n").encode(), 0o644)}
    for licence in ("LICENSE-MIT", "LICENSE-APACHE"):
        files[licence] = ((ROOT / licence).read_bytes(), 0o644)
    file = about["name"].replace("@", "").replace("/", "-") + f"-{about['version']}.tgz"
    (out / file).write_bytes(zipped(tar({f"package/{path}": content for path, content in files.items()})))
    print(out / file)


def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for target, program in (given.split("=", 1) for given in sys.argv[2:]):
        system, processor = TARGETS[target]["npm"]
        about = {"name": name_of(target), **SHARED, "os": [system], "cpu": [processor], "preferUnplugged": True}
        readme = f"# {about['name']}\n\nThe program of the package `workplan` for {system}-{processor}. Install `workplan`.\n"
        package(out, about, {f"bin/{exe(target)}": (Path(program).read_bytes(), 0o755), "README.md": (readme.encode(), 0o644)})
    about = {
        "name": "workplan",
        **SHARED,
        "keywords": ["workplan", "yaml", "tracker", "reporting"],
        "bin": {"workplan": "bin/workplan.js"},
        "engines": {"node": ">=16"},
        "optionalDependencies": {name_of(target): SHARED["version"] for target in TARGETS},
    }
    launcher = (HERE / "workplan.js").read_bytes()
    readme = (ROOT / "packaging/python/README.md").read_bytes()
    package(out, about, {"bin/workplan.js": (launcher, 0o755), "README.md": (readme, 0o644)})


main()
