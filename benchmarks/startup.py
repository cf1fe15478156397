"""Wall time of `verify --help` and of `verify check` on one photo, and of what in it.

    startup.py PHOTO --against LIBRARY [--rounds 5]

Medians over rounds, each command started anew; the share spent importing modules is
what Python's own `-X importtime` counts for the first process, worker left out.
"""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

LINE = "import time:"


def timed(arguments: list[str]) -> tuple[float, float]:
    """Wall seconds of a run, and the seconds that a second run spends importing."""
    command = [sys.executable, "-m", "verify", *arguments]
    started = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False)
    wall = time.perf_counter() - started
    command[1:1] = ["-X", "importtime"]
    traced = subprocess.run(command, capture_output=True, text=True, check=False)
    return wall, sum(_own_seconds(line) for line in traced.stderr.splitlines())


def _own_seconds(line: str) -> float:
    if not line.startswith(LINE):
        return 0.0
    own = line.removeprefix(LINE).split("|")[0].strip()
    return int(own) / 1e6 if own.isdigit() else 0.0


def main() -> None:
    """Print both commands' medians."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("photo", type=Path)
    options.add_argument("--against", required=True)
    options.add_argument("--rounds", type=int, default=5)
    asked = options.parse_args()
    check = ["check", str(asked.photo), "--against", asked.against, "-q"]
    for name, arguments in (("verify --help", ["--help"]), ("verify check", check)):
        rounds = [timed(arguments) for _ in range(asked.rounds)]
        wall = statistics.median(wall for wall, _ in rounds)
        imports = statistics.median(imports for _, imports in rounds)
        print(f"{name}: {wall:.2f} s, importing {imports:.2f} s ({imports / wall:.0%})")


if __name__ == "__main__":
    main()
