"""Vectors of a library's pictures by one model, kept beside it and disposable.

A segment is `<name>.npy`, float16 (n, d), and `<name>.json`: the version, and the
digests of its pictures in order. A picture that is too poor to describe has a vector of
zeros, which is near nothing. Deleting the folder loses nothing but time.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from verify.domain.evidence import Digest
from verify.store.library import Library

FOLDER = "descriptors.index"


@dataclass(frozen=True)
class Described:
    """Vectors by one model, float16 (n, d), and whose they are."""

    pictures: tuple[Digest, ...]
    vectors: NDArray[np.float16]


def described(library: Library, version: str, dimensions: int) -> Described:
    """All vectors kept by this version of so many numbers, each picture once."""
    kept: dict[Digest, NDArray[np.float16]] = {}
    for segment in _kept(library.root / FOLDER, version, dimensions):
        kept |= zip(segment.pictures, segment.vectors, strict=True)
    stacked = np.zeros((len(kept), dimensions), np.float16)
    for position, vector in enumerate(kept.values()):
        stacked[position] = vector
    return Described(tuple(kept), stacked)


def keep(
    library: Library, version: str, made: Mapping[Digest, NDArray[np.float16]]
) -> None:
    """Write a segment; the description last, so that half a segment is none."""
    folder = library.root / FOLDER
    record = json.dumps({"version": version, "pictures": list(made)}).encode()
    try:
        folder.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(
            dir=folder, suffix=".part", delete=False
        ) as file:
            np.save(file, np.stack(list(made.values())), allow_pickle=False)
        path = Path(file.name)
        path.replace(path.with_suffix(".npy"))
        partial = path.with_suffix(".json.part")
        partial.write_bytes(record)
        partial.replace(path.with_suffix(".json"))
    except OSError:
        return  # a library on a read-only disk: this run goes on with what it has


def _kept(folder: Path, version: str, dimensions: int) -> Iterator[Described]:
    for path in sorted(folder.glob("*.json")):
        try:
            record = json.loads(path.read_bytes())
            if record["version"] != version:
                continue
            vectors = np.load(path.with_suffix(".npy"), allow_pickle=False)
            pictures = tuple(Digest(text) for text in record["pictures"])
        except (OSError, ValueError, KeyError, TypeError):
            continue  # disposable: what cannot be read is made again
        if vectors.dtype == np.float16 and vectors.shape == (len(pictures), dimensions):
            yield Described(pictures, vectors)
