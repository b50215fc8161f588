"""Reads a container image as a registry does: each blob is what it is called, and the program is the one file of the root.

Usage: tests/ci/image.py IMAGE.tar PROGRAM
"""

import gzip
import hashlib
import io
import json
import sys
import tarfile
from pathlib import Path

with tarfile.open(sys.argv[1]) as archive:
    files = {entry.name: archive.extractfile(entry).read() for entry in archive.getmembers()}


def blob(named):
    content = files["blobs/" + named["digest"].replace(":", "/")]
    assert hashlib.sha256(content).hexdigest() == named["digest"].split(":")[1] and len(content) == named["size"], named
    return content


assert json.loads(files["oci-layout"]) == {"imageLayoutVersion": "1.0.0"}
(top,) = json.loads(files["index.json"])["manifests"]
manifest = json.loads(blob(top))
config = json.loads(blob(manifest["config"]))
(layer,) = manifest["layers"]
root = gzip.decompress(blob(layer))
assert config["rootfs"]["diff_ids"] == ["sha256:" + hashlib.sha256(root).hexdigest()]
assert config["config"]["User"] not in ("", "0", "root") and config["config"]["Entrypoint"] == ["/usr/bin/workplan"]
with tarfile.open(fileobj=io.BytesIO(root)) as tree:
    (entry,) = tree.getmembers()
    assert (entry.name, entry.mode) == ("usr/bin/workplan", 0o755), entry
    assert tree.extractfile(entry).read() == Path(sys.argv[2]).read_bytes()
# And as `docker load` reads it.
(docker,) = json.loads(files["manifest.json"])
assert [docker["Config"], *docker["Layers"]] == ["blobs/" + digest.replace(":", "/") for digest in (manifest["config"]["digest"], layer["digest"])], docker
print(f"image: all well, {len(blob(layer)) / 1e6:.1f} MB")
