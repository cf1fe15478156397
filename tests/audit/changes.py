"""Random changes of one byte anywhere in a case, and where each must be found."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from verify.audit.anchors import check_anchors
from verify.audit.blob_files import check_named, read_blobs
from verify.audit.chain_lines import read_chain
from verify.audit.discrepancies import Discrepancy
from verify.audit.trust import trust_from


@dataclass(frozen=True)
class Change:
    """One byte of one file, changed to another value."""

    file: Path
    at: int
    value: int
    line: int
    """The chain's line it fell into; 0 in another file."""

    def located_by(self, found: list[Discrepancy]) -> bool:
        """Reported at its own place; for a line, also at the next line's `prev`."""
        if self.line:
            return any(one.line in {self.line, self.line + 1} for one in found)
        return any(one.place == f"blob {self.file.name}" for one in found)


def changes(case: Path, count: int, seed: int) -> Iterator[Change]:
    """Half of them in the chain, half anywhere, weighed by size."""
    chance = random.Random(seed)  # noqa: S311 - it must repeat
    log = case / "chain.jsonl"
    ends = list(accumulate(map(len, log.read_bytes().splitlines(keepends=True))))
    files = sorted(p for p in (case / "blobs").rglob("*") if p.is_file())
    files.append(log)
    sizes = [path.stat().st_size for path in files]
    for number in range(count):
        file = log if number % 2 else chance.choices(files, sizes)[0]
        content = file.read_bytes()
        at = chance.randrange(len(content))
        value = (content[at] + chance.randrange(1, 256)) % 256
        line = 1 + sum(end <= at for end in ends) if file == log else 0
        yield Change(file, at, value, line)


def found_after(case: Path, change: Change, *expect: str) -> list[Discrepancy]:
    """What V1 to V7 and V12 say with this change, which is undone afterwards."""
    content = change.file.read_bytes()
    changed = bytearray(content)
    changed[change.at] = change.value
    change.file.chmod(0o644)
    change.file.write_bytes(changed)
    try:
        chain = read_chain(case / "chain.jsonl")
        blobs = read_blobs(chain, case / "blobs")
        check_named(chain, blobs, sealed_up_to=len(chain.lines))
        anchors = check_anchors(chain, trust_from(None, expect))
        return [*chain.found, *blobs.found, *anchors.found]
    finally:
        change.file.write_bytes(content)
        change.file.chmod(0o444)
