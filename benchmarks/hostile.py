"""Check hostile and malformed files in one batch, as a person would, and count.

    hostile.py FILE_OR_FOLDER ... [--against LIBRARY]

Starts `verify check --json` once on every file found; says how many lines came back,
with which outcomes and failures, the exit code, and the peak memory of any process.
Ends with 1 where a file has no line of its own or the program did not end as designed.
"""

import argparse
import collections
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def files_of(places: list[Path]) -> list[Path]:
    """Every file below these places, links and pipes included, in order."""
    found: list[Path] = []
    for place in places:
        inside = sorted(place.rglob("*")) if place.is_dir() else [place]
        found += [path for path in inside if not path.is_dir()]
    return found


def main() -> None:
    """Run the batch and print the count."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("places", nargs="+", type=Path)
    options.add_argument("--list", type=Path, help="more files, one a line")
    options.add_argument("--against", type=Path, required=True)
    asked = options.parse_args()
    paths = files_of(asked.places)
    if asked.list:
        paths += [Path(line) for line in asked.list.read_text().splitlines()]
    command = [sys.executable, "-m", "verify", "check", "--json", "-q"]
    command += ["--against", str(asked.against), "--", *map(str, paths)]
    started = time.perf_counter()
    with tempfile.TemporaryFile() as errors:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=errors, check=False
        )
        errors.seek(0)
        said = errors.read().decode(errors="replace")
    spent = time.perf_counter() - started
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    answers = [line for line in lines if line["format"] != "verify.summary/1"]
    counts = collections.Counter(
        line.get("outcome") or f"failure, code {line['exit_code']}" for line in answers
    )
    for kind, count in counts.most_common():
        print(f"{count:5d}  {kind}")
    peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{len(paths)} files, {len(answers)} lines, exit code {done.returncode},")
    print(f"{spent:.1f} s, peak memory of a process {peak_mb:.0f} MB")
    codes = {line["exit_code"] for line in answers if "exit_code" in line}
    print(f"codes of failures: {sorted(codes)}; said beside: {said.strip()[:500]!r}")
    sys.exit(len(answers) != len(paths) or bool(codes - {3}))


if __name__ == "__main__":
    main()
