"""Change one byte of an exported package, many times, and count what is found where.

    PYTHONPATH=. python benchmarks/audit_bag_bytes.py [--changes 10000]

Makes a sealed and stamped case and its signed and stamped package by the tests' own
means, changes one byte at a time anywhere in the package (half of them in its small
files and its chain), and verifies all of it: both manifests of each kind, bagit, the
record's rules V1 to V7 and V12 with the head noted, signature and stamp of the package.
`ssh-keygen` and `openssl` are asked once for the same bytes; a changed byte in what
they read makes them run again. Ends with 1 where a change was not found and located.
"""

import argparse
import collections
import hashlib
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest import mock

from tests.audit.changes import Change
from tests.audit.shop import Shop
from verify.audit import programs
from verify.audit.anchors import check_anchors
from verify.audit.blob_files import check_named, read_blobs
from verify.audit.chain_lines import read_chain
from verify.audit.trust import Trust, trust_from
from verify.workflow.audit_package import package_facts

RUN = programs.run
SMALL_BYTES = 4096


def files_of(bag: Path) -> list[Path]:
    """Every file of the package, in one order."""
    return sorted(path for path in bag.rglob("*") if path.is_file())


def changes(bag: Path, count: int, seed: int) -> Iterator[Change]:
    """Half by size, half by file, so that small files have their share."""
    chance = random.Random(seed)  # noqa: S311 - it must repeat
    files = files_of(bag)
    sizes = [path.stat().st_size for path in files]
    for number in range(count):
        by_size = chance.choices(files, sizes)[0]
        file = chance.choice(files) if number % 2 else by_size
        content = file.read_bytes()
        at = chance.randrange(len(content))
        value = (content[at] + chance.randrange(1, 256)) % 256
        line = content[:at].count(b"\n") + 1 if file.name == "chain.jsonl" else 0
        yield Change(file, at, value, line)


class Once:
    """Runs a program once for the same words over the same bytes."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, ...], programs.Ran | None] = {}

    def __call__(self, command: Sequence[str], given: bytes = b"") -> object:
        """What the program answered, now or before."""
        key = (*map(self._told, command), hashlib.sha256(given).hexdigest())
        if key not in self.known:
            self.known[key] = RUN(command, given)
        return self.known[key]

    @staticmethod
    def _told(word: str) -> str:
        path = Path(word)
        if not path.is_file():
            return word
        return hashlib.sha256(path.read_bytes()).hexdigest()


def located(bag: Path, change: Change, trust: Trust) -> tuple[bool, bool]:
    """Whether the change was found at all, and whether at its place."""
    chain = read_chain(bag / "data" / "chain.jsonl")
    blobs = read_blobs(chain, bag / "data" / "blobs")
    check_named(chain, blobs, sealed_up_to=len(chain.lines))
    record = [*chain.found, *blobs.found, *check_anchors(chain, trust).found]
    wrong, _ = package_facts(bag, trust)
    name = change.file.relative_to(bag).as_posix()
    if change.line:
        at_place = any(one.line in {change.line, change.line + 1} for one in record)
    elif name == "tagmanifest-sha256.txt":
        at_place = any(name in words or "bag.sig" in words for words in wrong)
    else:
        at_place = any(name in words for words in wrong)
    if name.startswith("data/blobs/"):
        at_place &= any(one.place == f"blob {change.file.name}" for one in record)
    return bool(record or wrong), at_place


def main() -> None:
    """Change, verify, count."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--changes", type=int, default=10_000)
    asked = options.parse_args()
    count: collections.Counter[str] = collections.Counter()
    kinds: collections.Counter[str] = collections.Counter()
    start = time.perf_counter()
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch.object(programs, "run", Once()),
    ):
        shop = Shop(Path(folder))
        bag, trust = shop.handed.folder, trust_from(shop.trust, (shop.noted,))
        assert package_facts(bag, trust) == ((), ())  # noqa: S101 - the control
        for change in changes(bag, asked.changes, seed=42):
            content = change.file.read_bytes()
            changed = bytearray(content)
            changed[change.at] = change.value
            change.file.write_bytes(changed)
            found, at_place = located(bag, change, trust)
            change.file.write_bytes(content)
            count["changes"] += 1
            count["found"] += found
            count["located"] += at_place
            kinds[change.file.relative_to(bag).parts[-1 if change.line else 0]] += 1
            if not at_place:
                print(f"not located: {change}")
    for name, number in (*count.items(), *sorted(kinds.items())):
        print(f"{number:7} {name}")
    print(f"{time.perf_counter() - start:7.0f} s")
    sys.exit(count["located"] != count["changes"])


if __name__ == "__main__":
    main()
