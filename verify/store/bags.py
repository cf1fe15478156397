"""Packages for handing over: BagIt folders (RFC 8493), through the bagit library.

SHA-256 and SHA-512, no date of making but the record's own, so that one head gives the
same bytes. Checking a package asks two programs: bagit, and `sha256sum`'s own way of
reading the manifests, which is done here anew. What is in a package is not decided
here.
"""

import hashlib
import logging
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import bagit

from verify.errors import SurroundingsError

ALGORITHMS = ("sha256", "sha512")
PART_BYTES = 1 << 20
LISTED = re.compile(r"([0-9a-f]{64}|[0-9a-f]{128})  ?([^\s*\\][^\0\r\n]*)")
TAGS = {"bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt"}
"""What both manifests of manifests must list."""


def make_bag(folder: Path, facts: Mapping[str, str]) -> None:
    """Turn the folder into a bag whose `data/` holds what it held."""
    logging.getLogger("bagit").setLevel(logging.ERROR)
    try:
        bagit.make_bag(str(folder), dict(facts), checksums=list(ALGORITHMS))
    except (OSError, bagit.BagError) as error:
        raise SurroundingsError(f"the package cannot be made: {error}") from error


def bag_problems(folder: Path) -> list[str]:
    """What does not hold in a bag by bagit and by its manifests; nothing for a bag.

    A link or a pipe is named and nothing else is looked at: to open one may hang, or
    read what is not the package's.
    """
    odd = [
        f"{path.relative_to(folder).as_posix()}: a link or no regular file"
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or not (path.is_file() or path.is_dir())
    ]
    return odd or [*_by_bagit(folder), *_by_manifests(folder)]


def bag_facts(folder: Path) -> dict[str, str]:
    """The fields of `bag-info.txt`; empty where there is none."""
    try:
        lines = (folder / "bag-info.txt").read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    pairs = (line.partition(": ") for line in lines)
    return {name: value for name, mark, value in pairs if mark}


def _by_bagit(folder: Path) -> Iterator[str]:
    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    try:
        bagit.Bag(str(folder)).validate()
    except bagit.BagValidationError as error:
        details = [str(one) for one in error.details] or [str(error)]
        yield from (f"bagit: {words}" for words in details)
    except (bagit.BagError, OSError, ValueError) as error:
        yield f"bagit: {error}"


def _by_manifests(folder: Path) -> Iterator[str]:
    for algorithm in ALGORITHMS:
        listed = _listed(folder / f"manifest-{algorithm}.txt")
        if listed is None:
            yield f"manifest-{algorithm}.txt is missing or no manifest"
            continue
        found = {
            path.relative_to(folder).as_posix()
            for path in (folder / "data").rglob("*") if path.is_file()
        }  # fmt: skip
        yield from (f"{name}: not in manifest-{algorithm}.txt"
                    for name in sorted(found - set(listed)))  # fmt: skip
        yield from _changed(folder, listed, f"manifest-{algorithm}.txt")
        tags = _listed(folder / f"tagmanifest-{algorithm}.txt")
        if tags is None:
            yield f"tagmanifest-{algorithm}.txt is missing or no manifest"
            continue
        yield from (f"{name}: not in tagmanifest-{algorithm}.txt"
                    for name in sorted(TAGS - set(tags)))  # fmt: skip
        yield from _changed(folder, tags, f"tagmanifest-{algorithm}.txt")


def _changed(folder: Path, listed: Mapping[str, str], manifest: str) -> Iterator[str]:
    algorithm = manifest.removesuffix(".txt").partition("-")[2]
    for name, digest in sorted(listed.items()):
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
            yield f"{name}: missing, or outside the package, by {manifest}"
        elif _digest(path, algorithm) != digest:
            yield f"{name}: not what {manifest} says"


def _listed(manifest: Path) -> dict[str, str] | None:
    """Digests by name; None for what is not exactly as we write manifests.

    Being strict costs nothing, and a changed byte is seen that means the same.
    """
    try:
        text = manifest.read_bytes().decode("utf-8")
    except (OSError, ValueError):
        return None
    parts = [LISTED.fullmatch(line) for line in text.split("\n")[:-1]]
    if not text.endswith("\n") or not all(parts):
        return None
    listed = {part[2]: part[1] for part in parts if part}
    return listed if len(listed) == len(parts) else None


def _digest(path: Path, algorithm: str) -> str:
    hasher = hashlib.new(algorithm)
    with path.open("rb") as stream:
        while part := stream.read(PART_BYTES):
            hasher.update(part)
    return hasher.hexdigest()
