"""The inverted files of a library's local features, kept beside it and disposable.

A segment is a FAISS file and, beside it, the digests of its pictures in order. What no
segment holds yet is put into one in memory; an import, or enough of it, makes a new
file. Where files become many, the smallest are made into one, so that a picture is put
into a file a few times at most, however large the library grows. Deleting the folder
loses nothing.
"""

import contextlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import cast

import faiss
import numpy as np

from verify.domain.evidence import Digest
from verify.indexes.votes import VERSION, Segment, filled
from verify.matching.features import unpack
from verify.store.library import Library

FOLDER = "votes.index"
_TAIL = 64  # pictures worth a file of their own while checking
_MOST_FILES = 8
_MERGED = 5  # of the smallest, where files become more


@dataclass(frozen=True)
class Kept:
    """A segment on disk or in memory, and the digests of its pictures in order."""

    index: faiss.IndexIVF
    pictures: list[Digest]
    described: Path | None = None


def segments(library: Library) -> tuple[Segment, ...]:
    """Segments that together hold the features of every current reference."""
    rows = library.rows_by_digest()
    found, tail = _state(library, rows)
    if tail:
        found = [*found, _made(library, rows, tail, keep=len(tail) >= _TAIL)]
    left = dict(rows)  # a picture that two processes put into a segment counts once
    return tuple(
        Segment(kept.index, np.array([left.pop(d, -1) for d in kept.pictures], int))
        for kept in found
    )


def keep_segments(library: Library) -> None:
    """Put what no file holds into one: after an import, so that no check waits."""
    rows = library.rows_by_digest()
    _, tail = _state(library, rows)
    if tail:
        _made(library, rows, tail, keep=True)
    _tidy(library.root / FOLDER)


def _state(
    library: Library, rows: Mapping[Digest, int]
) -> tuple[list[Kept], list[Digest]]:
    """The segments on disk, and the current pictures that none of them holds."""
    found = list(_kept(library.root / FOLDER))
    if len(found) > _MOST_FILES:
        found.sort(key=lambda kept: len(kept.pictures))
        _drop(found[:_MERGED])
        found = found[_MERGED:]
    held = {digest for kept in found for digest in kept.pictures}
    return found, [digest for digest in rows if digest not in held]


def _made(
    library: Library, rows: Mapping[Digest, int], tail: list[Digest], *, keep: bool
) -> Kept:
    """A segment of these pictures, on disk where it is to be kept."""
    features = (unpack(library.features(rows[digest])) for digest in tail)
    index = filled(codebook(), features)
    if keep:
        _keep(library.root / FOLDER, index, tail)
    return Kept(index, tail)


def codebook() -> faiss.IndexIVF:
    """An empty segment over the codebook of this version."""
    packed = resources.files("verify.indexes").joinpath("codebook-2.faiss")
    content = np.frombuffer(packed.read_bytes(), np.uint8)
    return cast("faiss.IndexIVF", faiss.deserialize_index(content))


def _kept(folder: Path) -> list[Kept]:
    """Every segment on disk that is whole and of this version."""
    found = []
    for described in sorted(folder.glob("*.json")):
        try:
            record = json.loads(described.read_bytes())
            if record["version"] != VERSION:
                continue
            index = faiss.read_index(
                str(described.with_suffix(".faiss")),
                faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY,
            )
        except (OSError, ValueError, KeyError, RuntimeError):
            continue  # disposable: what cannot be read is made again
        pictures = [Digest(text) for text in record["pictures"]]
        found.append(Kept(cast("faiss.IndexIVF", index), pictures, described))
    return found


def _keep(folder: Path, index: faiss.IndexIVF, pictures: Sequence[Digest]) -> None:
    """Write a segment; the description last, so that half a segment is none."""
    record = json.dumps({"version": VERSION, "pictures": pictures}).encode()
    try:
        folder.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".part") as unique:
            stem = Path(unique.name).stem
        partial = folder / f"{stem}.faiss.part"
        faiss.write_index(index, str(partial))
        partial.replace(folder / f"{stem}.faiss")
        described = folder / f"{stem}.json.part"
        described.write_bytes(record)
        described.replace(folder / f"{stem}.json")
    except (OSError, RuntimeError):
        return  # a library on a read-only disk is searched from memory


def _drop(kept: Sequence[Kept]) -> None:
    """Remove these files; the description first, so that no half segment is read."""
    for path in (one.described for one in kept if one.described):
        _remove(path)
        _remove(path.with_suffix(".faiss"))


def _tidy(folder: Path) -> None:
    """Remove segments of other versions, and what a description no longer names."""
    for described in folder.glob("*.json"):
        try:
            current = json.loads(described.read_bytes())["version"] == VERSION
        except (OSError, ValueError, KeyError, TypeError):
            current = False
        if not current:
            _remove(described)
    for index in folder.glob("*.faiss"):
        if not index.with_suffix(".json").exists():
            _remove(index)


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):  # Windows keeps a file that a search has mapped
        path.unlink(missing_ok=True)
