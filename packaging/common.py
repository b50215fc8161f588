"""What the scripts in this folder share: the version, the platforms, and files that are the same bytes each time."""

import gzip
import io
import os
import re
import tarfile
import zipfile
from datetime import datetime, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# Each target of a release, with how others call it.
TARGETS = {
    "x86_64-unknown-linux-musl": {"npm": ("linux", "x64"), "deb": "amd64", "oci": "amd64"},
    "aarch64-unknown-linux-musl": {"npm": ("linux", "arm64"), "deb": "arm64", "oci": "arm64"},
    "x86_64-apple-darwin": {"npm": ("darwin", "x64")},
    "aarch64-apple-darwin": {"npm": ("darwin", "arm64")},
    "x86_64-pc-windows-msvc": {"npm": ("win32", "x64")},
}


def cargo(key: str) -> str:
    """A text of `[package]` in Cargo.toml."""
    package = (ROOT / "Cargo.toml").read_text(encoding="utf-8").split("\n[")[0]
    return re.search(rf'^{key} = "(.*)"$', package, re.M)[1]


def moment() -> int:
    """The moment that files are given: that of the commit, where it is set."""
    return int(os.environ.get("SOURCE_DATE_EPOCH", 0))


def exe(target: str) -> str:
    return "workplan.exe" if "windows" in target else "workplan"


def tar(files: dict[str, tuple[bytes, int]]) -> bytes:
    """Files with their modes as a tar archive."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for path, (content, mode) in sorted(files.items()):
            entry = tarfile.TarInfo(path)
            entry.size, entry.mode, entry.mtime = len(content), mode, moment()
            archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def zipped(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=moment())


def zip_archive(files: dict[str, tuple[bytes, int]]) -> bytes:
    packed = io.BytesIO()
    # A zip archive begins in 1980.
    when = datetime.fromtimestamp(max(moment(), 315532800), timezone.utc).timetuple()[:6]
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, (content, mode) in sorted(files.items()):
            entry = zipfile.ZipInfo(path, when)
            entry.create_system, entry.external_attr, entry.compress_type = 3, (0o100000 | mode) << 16, zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()


def files_of(folder: Path, name: str) -> dict[str, tuple[bytes, int]]:
    """The files below a folder, under that name. The program can be executed."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            mode = 0o755 if path.name in ("workplan", "workplan.exe") else 0o644
            found[f"{name}/{path.relative_to(folder).as_posix()}"] = (path.read_bytes(), mode)
    return found
