"""Packages of Python for the checks in this folder, each set in a place of its own below target/."""

import shutil
import subprocess
import sys
import venv
from pathlib import Path


def with_packages(home: Path, *packages: str) -> Path | None:
    """A Python that has these packages, installed the first time; none where they cannot be."""
    own = home / "venv/bin/python"
    if not own.exists():
        venv.create(home / "venv", with_pip=True)
        if subprocess.run([own, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]).returncode:
            shutil.rmtree(home / "venv")
            return None
    return own


def runs_with(home: Path, *packages: str) -> bool:
    """Whether this very program has these packages: where it does not, it begins anew with a Python that has them. False where they cannot be."""
    if sys.prefix == str(home / "venv"):
        return True
    own = with_packages(home, *packages)
    if own is None:
        return False
    raise SystemExit(subprocess.run([own, *sys.argv]).returncode)
