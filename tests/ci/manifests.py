"""Looks at the formula and the manifests that packaging/manifests.py writes: each has the address and the checksum of its archive, and no other."""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VERSION = re.search(r'^version = "(.*)"', (ROOT / "Cargo.toml").read_text(encoding="utf-8"), re.M)[1]
URL = f"https://github.com/group/workplan/releases/download/v{VERSION}"
TARGETS = ("aarch64-apple-darwin", "x86_64-apple-darwin", "aarch64-unknown-linux-musl", "x86_64-unknown-linux-musl", "x86_64-pc-windows-msvc")
SUMS = {f"workplan-{VERSION}-{target}.{'zip' if 'windows' in target else 'tar.gz'}": f"{number:064x}" for number, target in enumerate(TARGETS, 10)}


def write(out, sums):
    (out / "SHA256SUMS").write_text("".join(f"{digest}  {name}\n" for name, digest in sums.items()))
    command = [sys.executable, ROOT / "packaging/manifests.py", out / "SHA256SUMS", URL, out]
    return subprocess.run(command, capture_output=True, text=True)


with tempfile.TemporaryDirectory() as folder:
    out = Path(folder)
    done = write(out, SUMS)
    assert done.returncode == 0, done.stderr
    formula = (out / "homebrew/workplan.rb").read_text()
    pairs = dict(re.findall(r'url "(.*)"\n +sha256 "(.*)"', formula))
    assert pairs == {f"{URL}/{name}": digest for name, digest in SUMS.items() if "windows" not in name}, pairs
    assert len(re.search(r'desc "(.*)"', formula)[1]) <= 80 and len(re.findall(r"^(?:class|def| +def) | do$", formula, re.M)) == len(re.findall(r"^ *end$", formula, re.M)), formula
    zipped = next(name for name in SUMS if name.endswith(".zip"))
    scoop = json.loads((out / "scoop/workplan.json").read_text())
    own = scoop["architecture"]["64bit"]
    assert (scoop["version"], own["url"], own["hash"]) == (VERSION, f"{URL}/{zipped}", SUMS[zipped]), scoop
    installer = (out / "winget/group.workplan.installer.yaml").read_text()
    assert f"InstallerUrl: {URL}/{zipped}\n" in installer and f"InstallerSha256: {SUMS[zipped].upper()}\n" in installer, installer
    # A release that lacks an archive gets no manifest without its checksum.
    assert write(out, {name: digest for name, digest in SUMS.items() if name != zipped}).returncode != 0
print("manifests: all well")
