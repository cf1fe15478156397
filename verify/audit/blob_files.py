"""The files a chain names: rules V6 and V7.

Every file is read once, in parts, and hashed. A missing file is a fault unless a
`withhold` line with a seal over it says that it was taken out. Links are never
followed. Nothing here opens a file for writing.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from verify.audit.chain_lines import Chain, items_of
from verify.audit.discrepancies import FAULT, WARNING, Discrepancy

PART_BYTES = 1 << 20
MOST_BYTES = 1 << 28
"""A file that is read whole may have 256 MiB, as a photo may."""


@dataclass
class Blobs:
    """What lies in a case's `blobs/`, against what its chain names."""

    folder: Path
    sizes: dict[str, int] = field(default_factory=dict)
    """Size in bytes of each file whose content has the digest it is named by."""
    withheld: set[str] = field(default_factory=set)
    """Digests that a sealed `withhold` line says were taken out."""
    found: list[Discrepancy] = field(default_factory=list)

    def path(self, digest: str) -> Path:
        """Where a blob lies; its existence is not promised."""
        return self.folder / digest[:2] / digest

    def content(self, digest: str) -> bytes | None:
        """The bytes of a blob that holds; None otherwise, or where it is too large."""
        if self.sizes.get(digest, MOST_BYTES + 1) > MOST_BYTES:
            return None
        return self.path(digest).read_bytes()


def read_blobs(chain: Chain, folder: Path) -> Blobs:
    """Hash every file: content, name and place (V6), files nobody names (V7)."""
    blobs = Blobs(folder)
    if folder.is_symlink():
        _fault(blobs, folder.name, "the folder is a link")
        return blobs
    for path in sorted(_files(folder)):
        _check_file(path, chain, blobs)
    return blobs


def check_named(chain: Chain, blobs: Blobs, sealed_up_to: int) -> None:
    """V6 from the chain's side: everything it names is there, or was withheld.

    `sealed_up_to` is the last line under a good seal, 0 for none.
    """
    withdrawn = dict(withholdings(chain))
    for digest, (line, size) in chain.outs.items():
        if digest in blobs.sizes:
            if blobs.sizes[digest] != size:
                words = f"it has {blobs.sizes[digest]} bytes; line {line} says {size}"
                _fault(blobs, digest, words, line)
        elif digest not in withdrawn:
            if not blobs.path(digest).exists():
                _fault(blobs, digest, f"line {line} names it, and it is missing", line)
        elif withdrawn[digest] > sealed_up_to:
            words = f"line {withdrawn[digest]} withholds it, and no seal covers that"
            _fault(blobs, digest, words, withdrawn[digest])
        else:
            blobs.withheld.add(digest)


def withholdings(chain: Chain) -> Iterator[tuple[str, int]]:
    """Each digest that a line says was taken out, with that line."""
    for line, record in chain.records("withhold"):
        for item in items_of(record, "in"):
            yield item["sha256"], line.number


def file_sha256(path: Path) -> tuple[str, int]:
    """SHA-256 and size of a file, read in parts."""
    hasher, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while part := stream.read(PART_BYTES):
            hasher.update(part)
            size += len(part)
    return hasher.hexdigest(), size


def _files(folder: Path) -> Iterator[Path]:
    for place, names, files in os.walk(folder):
        for name in [*files, *(n for n in names if (Path(place) / n).is_symlink())]:
            yield Path(place) / name


def _check_file(path: Path, chain: Chain, blobs: Blobs) -> None:
    name = path.name
    if path.is_symlink() or not path.is_file():
        return _fault(blobs, name, "it is a link or no regular file")
    try:
        digest, size = file_sha256(path)
    except OSError as error:
        return _fault(blobs, name, f"it cannot be read: {error.strerror}")
    first = chain.outs.get(name, (0, 0))[0]
    if digest != name or path != blobs.path(name):
        words = f"its content is {digest}" if digest != name else "it lies elsewhere"
        return _fault(blobs, name, words, first)
    blobs.sizes[name] = size
    if name not in chain.outs:
        words = "no line names it: left by a stopped write, or put there"
        blobs.found.append(Discrepancy("V7", WARNING, f"blob {name}", words))
    return None


def _fault(blobs: Blobs, name: str, words: str, line: int = 0) -> None:
    blobs.found.append(Discrepancy("V6", FAULT, f"blob {name}", words, line))
