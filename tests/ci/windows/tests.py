"""Runs the tests that tests.txt names against workplan.exe: `tests.py THE-BINARY-OF-THE-TESTS FOLDER`.

Each test is a process of its own, because Wine now and then never starts a program: such a test is tried once more.
"""
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BINARY, PLACE = (Path(argument).resolve() for argument in sys.argv[1:3])
LIST = (Path(__file__).parent / "tests.txt").read_text()
NOT_HERE = (Path(__file__).parent / "not-here.txt").read_text()
PATIENCE = 60


def run(name):
    surroundings = os.environ | {"WORKPLAN_TEST_PROGRAM": str(PLACE / "bin/workplan")}
    for _ in range(2):
        try:
            ended = subprocess.run([BINARY, "--exact", name], env=surroundings, capture_output=True, text=True, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            continue
        return ended.returncode == 0 and "1 passed" in ended.stdout, ended.stdout[-4000:] + ended.stderr[-4000:]
    return False, f"not done after {PATIENCE} s, twice"




def beginnings(text):
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


known = subprocess.run([BINARY, "--list"], capture_output=True, text=True, check=True).stdout.splitlines()
names = [name.removesuffix(": test") for name in known if name.endswith(": test") and name.startswith(beginnings(LIST))]
names = [name for name in names if not name.startswith(beginnings(NOT_HERE))]
with ThreadPoolExecutor(2) as workers:
    results = list(zip(names, workers.map(run, names)))
for name, (is_good, said) in results:
    if not is_good:
        print(f"  FAILED: {name}\n{said}")
passed = sum(is_good for _, (is_good, _) in results)
least = int(re.search(r"(?m)^# At least (\d+) tests\.$", LIST)[1])
print(f"  {passed} of {len(names)} tests pass against the program for Windows")
if passed < len(names) or passed < least:
    sys.exit(f"at least {least} tests, and each of them, should pass")
