"""Cut a chain at each byte of its last three lines, and let the store mend it.

python -m benchmarks.case_torn_ends
"""

import tempfile
from pathlib import Path

from tests.store.torn_ends import torn_everywhere


def main() -> None:
    """Run and print how many were mended; any wrong one stops the run."""
    with tempfile.TemporaryDirectory() as place:
        print("torn ends mended", torn_everywhere(Path(place)), "wrongly", 0)


if __name__ == "__main__":
    main()
