"""The time and memory that verifying a long chain takes, beside sha256sum.

    PYTHONPATH=. python benchmarks/audit_lines.py [--lines 100000]

Writes a chain of that many lines, then in turn runs the stand-alone verifier and
`sha256sum` over the same bytes, each three times; prints the best of each in processor
seconds, the ratio, and the verifier's peak memory.
"""

import argparse
import hashlib
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.audit.writer import ZEROS, line_of
from verify.audit.one_file import one_file


def chain(path: Path, count: int) -> int:
    """Write a chain that names no files, so that only lines are measured."""
    previous = ZEROS
    with path.open("wb") as stream:
        for number in range(1, count + 1):
            line = line_of({
                "v": 1, "seq": number, "prev": previous, "case": "ab" * 16,
                "time": "2026-11-22T20:00:00Z", "actor": "collector-1",
                "role": "collector", "action": "search", "in": [], "out": [],
                "tool": {"name": "imgverify", "version": "0", "env": "e" * 64},
                "body": {"id": f"S{number}", "engine": "an engine",
                         "result": "nothing_found", "about": [f"E{number}"]},
            })  # fmt: skip
            previous = hashlib.sha256(line).hexdigest()
            stream.write(line)
    return path.stat().st_size


def best(work: Callable[[], object], times: int = 3) -> float:
    """Processor seconds of the fastest run, which other work hardly changes."""
    seconds = []
    for _ in range(times):
        start = _processor_seconds()
        work()
        seconds.append(_processor_seconds() - start)
    return min(seconds)


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Write, run, compare."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--lines", type=int, default=100_000)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        size = chain(root / "chain.jsonl", asked.lines)
        (root / "verify.py").write_text(one_file(), "utf-8")
        command = [sys.executable, "-I", str(root / "verify.py"), folder]

        def verify() -> None:
            subprocess.run(command, stdout=subprocess.DEVNULL, check=False)

        def sums() -> None:
            subprocess.run(
                ["sha256sum", root / "chain.jsonl"],
                stdout=subprocess.DEVNULL, check=True,
            )  # fmt: skip

        slow, fast = best(verify), best(sums)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{asked.lines} lines, {size / 1e6:.1f} MB")
        print(f"verifier {slow:.2f} s, sha256sum {fast:.3f} s, ratio {slow / fast:.0f}")
        print(f"peak memory of the verifier {peak:.0f} MB")


if __name__ == "__main__":
    main()
