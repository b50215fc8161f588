"""Packs a folder of a release: .tar.gz, and .zip for Windows. The same files give the same bytes, on each system.

Usage: packaging/archive.py FOLDER OUT
"""

import sys
from pathlib import Path

from common import files_of, tar, zip_archive, zipped

folder, out = map(Path, sys.argv[1:3])
files = files_of(folder, folder.name)
out.write_bytes(zip_archive(files) if out.suffix == ".zip" else zipped(tar(files)))
