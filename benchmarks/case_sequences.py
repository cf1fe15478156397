"""Generated sequences of commands on a case, each recounted from its chain by hand.

python -m benchmarks.case_sequences [SEQUENCES]
"""

import sys
import time

from tests.workflow.case_sequences import run_sequences


def main() -> None:
    """Run; the first wrong count stops it, with the sequence that led there."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    started = time.monotonic()
    run_sequences(count)
    print(f"{count} sequences, {time.monotonic() - started:.0f} s: no wrong count")


if __name__ == "__main__":
    main()
