"""Distances between thumbnails and their pictures over a folder: do the bands hold.

    thumbnails.py FOLDER ... [--list]

Reads every file below, compares each thumbnail as `verify check` does, and prints the
distances at some percentiles, by band, and (`--list`) each that is over the first band.
Collections hold files whose picture their authors replaced by one of their own, the
same each time; where a picture occurs in three files, they are counted apart.
"""

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from verify.checks.thumbnails import AGREE_BITS, LOOK_BITS
from verify.domain.fingerprints import Fingerprint
from verify.errors import VerifyError
from verify.fingerprints.embedded import compare_embedded
from verify.fingerprints.phash import make
from verify.imaging.decode import DecodeLimits, decode
from verify.readers.metadata import read_metadata

REPLACED = 3
PERCENTILES = (50, 90, 95, 99)


@dataclass(frozen=True)
class Row:
    """One thumbnail: its distance or None, in which file, and the picture's pHash."""

    name: str
    bits: int | None
    words: str
    picture: bytes


def rows(path: Path) -> list[Row]:
    """The thumbnails of a file that can be decoded."""
    content = path.read_bytes()
    try:
        picture = decode(content, DecodeLimits())
    except VerifyError:
        return []
    own = make(picture.pixels)
    own_bits = own.bits if isinstance(own, Fingerprint) else b""
    return [
        Row(path.name, one.distance_bits, f"{one.place}, {one.how or one.reason}",
            own_bits)
        for one in compare_embedded(content, read_metadata(content), picture)
    ]  # fmt: skip


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="+", type=Path)
    options.add_argument("--list", action="store_true")
    asked = options.parse_args()
    paths = [p for f in asked.folders for p in sorted(f.rglob("*")) if p.is_file()]
    found = [row for path in paths for row in rows(path)]
    files = Counter(bits for _, bits in {(row.name, row.picture) for row in found})
    report("picture replaced", [r for r in found if files[r.picture] >= REPLACED])
    kept = [row for row in found if files[row.picture] < REPLACED]
    report("honest files", kept)
    if asked.list:
        for row in kept:
            if row.bits is not None and row.bits > AGREE_BITS:
                print(f"{row.bits:3d}  {row.name}  {row.words}")


def report(title: str, found: list[Row]) -> None:
    """Counts and percentiles of one group."""
    bits = sorted(row.bits for row in found if row.bits is not None)
    names = {row.name for row in found}
    print(f"{title}: {len(names)} files, {len(found)} thumbnails, {len(bits)} compared")
    if bits:
        at = {p: bits[min(len(bits) - 1, len(bits) * p // 100)] for p in PERCENTILES}
        over = sum(one > LOOK_BITS for one in bits)
        agree = sum(one <= AGREE_BITS for one in bits)
        print(f"  bits at percentiles {at}; up to {AGREE_BITS}: {agree}, "
              f"to {LOOK_BITS}: {len(bits) - agree - over}, over: {over}")  # fmt: skip


if __name__ == "__main__":
    main()
