"""Change one byte of a case, many times, and count what is found at its place.

    PYTHONPATH=. python benchmarks/audit_bytes.py [--changes 10000]

Makes a sealed and stamped case by the tests' own writer, changes one byte at a time
anywhere in its chain and files (half of them in the chain), and verifies it with an
anchor at the head and with none. Ends with 1 where a change was not found and located,
or where one outside the last line was missed without an anchor.
"""

import argparse
import collections
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.audit.authorities import authority
from tests.audit.changes import changes, found_after
from tests.audit.records import acquire, small_record
from tests.audit.writer import Keys, Writer


def record(folder: Path) -> Writer:
    """A case of some sixty lines and files, sealed and stamped."""
    writer = Writer(folder / "case", Keys(folder / "keys"))
    small_record(writer, [authority(folder / "north", "north")])
    chance = random.Random(1)  # noqa: S311 - it must repeat
    for number in range(4, 44):
        photo = writer.blob(chance.randbytes(chance.randrange(200, 4000)), "original")
        writer.add("acquire", "collector-1", acquire(number), out=[photo])
    return writer


def main() -> None:
    """Change, verify, count."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--changes", type=int, default=10_000)
    asked = options.parse_args()
    count: collections.Counter[str] = collections.Counter()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        writer = record(Path(folder))
        last = len(writer.lines)
        head = f"{last}:{writer.head()}"
        for change in changes(writer.folder, asked.changes, seed=42):
            found = found_after(writer.folder, change, head)
            bare = [one for one in found if one.rule != "V12"]
            count["changes"] += 1
            count["in the chain"] += bool(change.line)
            count["found with an anchor"] += bool(found)
            count["located with an anchor"] += change.located_by(found)
            count["located without anchor"] += change.located_by(bare)
            missed = not change.located_by(bare)
            count["missed without anchor, in the last line"] += (
                missed and change.line == last
            )
            count["missed without anchor, elsewhere"] += missed and change.line != last
    for name, number in count.items():
        print(f"{number:7} {name}")
    print(f"{time.perf_counter() - start:7.0f} s")
    whole = count["located with an anchor"] == count["changes"]
    sys.exit(not whole or count["missed without anchor, elsewhere"] > 0)


if __name__ == "__main__":
    main()
