"""Kill writers of one case with SIGKILL at random moments, and look for losses.

    python -m benchmarks.case_kills [ROUNDS] [WRITERS] [FOLDER]

What a round is, and what must hold at the end: `tests/store/kills.py`. POSIX only.
"""

import sys
import tempfile
from pathlib import Path

from tests.store.kills import killed


def main() -> None:
    """Run and print the counts."""
    given = sys.argv[1:]
    rounds = int(given[0]) if given else 250
    writers = int(given[1]) if len(given) > 1 else 2
    with tempfile.TemporaryDirectory(dir=given[2] if len(given) > 2 else None) as place:  # noqa: PLR2004
        for name, value in killed(rounds, writers, Path(place)).items():
            print(f"{name:36}{value}")


if __name__ == "__main__":
    main()
