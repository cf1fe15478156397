"""The inverted files of a library's local features, kept beside it and disposable.

A segment is a FAISS file and, beside it, the digests of its pictures in order. What no
segment holds yet is put into one in memory; enough of it becomes a new file. Deleting
the folder loses nothing.
"""

import json
import tempfile
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path

import faiss
import numpy as np

from verify.domain.evidence import Digest
from verify.indexes.votes import VERSION, Segment, filled
from verify.matching.features import unpack
from verify.store.library import Library

FOLDER = "votes.index"
_TAIL = 64  # pictures worth a file of their own
_MOST_FILES = 8

Kept = tuple[faiss.Index, list[Digest]]
"""A segment and the digests of its pictures, in their order in it."""


def segments(library: Library) -> tuple[Segment, ...]:
    """Segments that together hold the features of every current reference."""
    rows = library.rows_by_digest()
    found, tail = _state(library, rows)
    if tail:
        found = [*found, (_made(library, rows, tail), tail)]
    return tuple(
        Segment(index, np.array([rows.get(d, -1) for d in digests], np.int64))
        for index, digests in found
    )


def keep_segments(library: Library) -> None:
    """Put what no file holds into one where that is worth it: after an import."""
    rows = library.rows_by_digest()
    _, tail = _state(library, rows)
    if len(tail) >= _TAIL:
        _made(library, rows, tail)


def _state(
    library: Library, rows: Mapping[Digest, int]
) -> tuple[list[Kept], list[Digest]]:
    """The segments on disk, and the current pictures that none of them holds."""
    found = list(_kept(library.root / FOLDER))
    if len(found) > _MOST_FILES:
        _drop(library.root / FOLDER)
        found = []
    held = {digest for _, digests in found for digest in digests}
    return found, [digest for digest in rows if digest not in held]


def _made(
    library: Library, rows: Mapping[Digest, int], tail: list[Digest]
) -> faiss.Index:
    """A segment of these pictures, kept on disk where there are enough of them."""
    features = (unpack(library.features(rows[digest])) for digest in tail)
    index = filled(_codebook(), features)
    if len(tail) >= _TAIL:
        _keep(library.root / FOLDER, index, tail)
    return index


def _codebook() -> faiss.Index:
    packed = resources.files("verify.indexes").joinpath("codebook-1.faiss")
    return faiss.deserialize_index(np.frombuffer(packed.read_bytes(), np.uint8))


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
        found.append((index, [Digest(text) for text in record["pictures"]]))
    return found


def _keep(folder: Path, index: faiss.Index, pictures: Sequence[Digest]) -> None:
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


def _drop(folder: Path) -> None:
    for path in [*folder.glob("*.json"), *folder.glob("*.faiss")]:
        path.unlink(missing_ok=True)
