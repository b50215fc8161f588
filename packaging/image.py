"""Makes a container image out of static programs for Linux: the program, and nothing beside it. No daemon is needed.

Usage: packaging/image.py OUT.tar TARGET=PROGRAM…
OUT is an archive of the OCI image layout, for one or more processors: `skopeo copy --all oci-archive:OUT.tar docker://…` publishes it.
`docker load` and `podman load` take in the first one, as `workplan:VERSION`. The same programs give the same bytes.
"""

import hashlib
import json
import sys
from datetime import datetime, timezone
from pathlib import Path

from common import TARGETS, cargo, moment, tar, zipped

INDEX, MANIFEST = "application/vnd.oci.image.index.v1+json", "application/vnd.oci.image.manifest.v1+json"
CONFIG, LAYER = "application/vnd.oci.image.config.v1+json", "application/vnd.oci.image.layer.v1.tar+gzip"
files: dict[str, tuple[bytes, int]] = {}


def blob(content: bytes | dict, kind: str) -> dict:
    """Puts a blob into the image, and returns how it is referred to."""
    content = content if isinstance(content, bytes) else json.dumps(content, separators=(",", ":"), sort_keys=True).encode()
    digest = hashlib.sha256(content).hexdigest()
    files[f"blobs/sha256/{digest}"] = (content, 0o644)
    return {"mediaType": kind, "digest": f"sha256:{digest}", "size": len(content)}


def of_platform(target: str, program: Path) -> dict:
    root = tar({"usr/bin/workplan": (program.read_bytes(), 0o755)})
    platform = {"architecture": TARGETS[target]["oci"], "os": "linux"}
    config = {
        **platform,
        "created": datetime.fromtimestamp(moment(), timezone.utc).isoformat().replace("+00:00", "Z"),
        # Not the superuser; a folder that is mounted there is worked on.
        "config": {
            "User": "1000:1000",
            "Entrypoint": ["/usr/bin/workplan"],
            "WorkingDir": "/plans",
            "Labels": {
                "org.opencontainers.image.title": "workplan",
                "org.opencontainers.image.version": cargo("version"),
                "org.opencontainers.image.description": cargo("description"),
                "org.opencontainers.image.licenses": cargo("license"),
            },
        },
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{hashlib.sha256(root).hexdigest()}"]},
    }
    layers = [blob(zipped(root), LAYER)]
    manifest = {"schemaVersion": 2, "mediaType": MANIFEST, "config": blob(config, CONFIG), "layers": layers}
    if "manifest.json" not in files:
        path = lambda one: "blobs/" + one["digest"].replace(":", "/")
        docker = {"Config": path(manifest["config"]), "RepoTags": [f"workplan:{cargo('version')}"], "Layers": [path(one) for one in layers]}
        files["manifest.json"] = (json.dumps([docker]).encode(), 0o644)
    return {**blob(manifest, MANIFEST), "platform": platform}


out = Path(sys.argv[1])
manifests = [of_platform(target, Path(program)) for target, program in (given.split("=", 1) for given in sys.argv[2:])]
name = {"org.opencontainers.image.ref.name": cargo("version")}
if len(manifests) == 1:
    top = {**manifests[0], "annotations": name}
else:
    top = {**blob({"schemaVersion": 2, "mediaType": INDEX, "manifests": manifests}, INDEX), "annotations": name}
files["index.json"] = (json.dumps({"schemaVersion": 2, "mediaType": INDEX, "manifests": [top]}).encode(), 0o644)
files["oci-layout"] = (b'{"imageLayoutVersion":"1.0.0"}', 0o644)
out.write_bytes(tar(files))
print(out)
