"""Measure one query against libraries of different size, and bytes for each picture.

    speed_of_queries.py BENCH LIBRARY [--sizes 1000,10000] [--photos 8]

BENCH is a benchmark of `make_bench.py`, whose copies are the queries. LIBRARY was made
by `generate_library.py`. For each size a new library is filled with pictures of it and,
beyond those it has, with pictures between them (see `candidates.py`). Hashes are random
bits, for their search is exact and takes as long whatever they are.

Times are processor time of all threads of the process that searches: opening the
library and its indexes, then each photo: candidates, and comparing them. The worker
that decodes and extracts is another process and is not counted; no library changes it.
"""

import argparse
import hashlib
import itertools
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from candidates import Descriptors, between

from verify.domain.evidence import Digest
from verify.domain.examination import Examination, PictureFacts
from verify.domain.fingerprints import Fingerprint
from verify.fingerprints import HASHES
from verify.matching.features import LocalFeatures, pack, unpack
from verify.outside.clock import now_utc
from verify.outside.workers import WorkerPool
from verify.store.derived import Derived
from verify.store.events import Admit
from verify.store.library import Library
from verify.store.library_writing import writing
from verify.store.vote_segments import codebook, keep_segments
from verify.workflow.check import CheckRequest, check_photos
from verify.workflow.import_references import pipeline_version

BATCH = 200


def _digest(text: str) -> Digest:
    return Digest(hashlib.sha256(text.encode()).hexdigest())


def pictures(generated: Path) -> Iterator[tuple[LocalFeatures, bytes]]:
    """Features and working picture of the library's own, then of endless further."""
    with Library.open(generated) as library:
        rows = list(library.rows_by_digest().values())
        held = [(unpack(library.features(row)), library.working(row)) for row in rows]
    yield from held
    descriptors = [features.descriptors for features, _ in held]
    book = codebook()  # owns the quantizer
    for number, made in enumerate(between(descriptors, book.quantizer, seed=1)):
        features, working = held[number % len(held)]
        yield _with(features, made), working


def _with(features: LocalFeatures, descriptors: Descriptors) -> LocalFeatures:
    count = min(len(features), len(descriptors))
    return LocalFeatures(
        features.width,
        features.height,
        features.points[:count],
        features.sizes[:count],
        features.angles[:count],
        descriptors[:count],
    )


def fill(library: Library, generated: Path, size: int) -> None:
    """Put so many pictures into the library, as an import would have."""
    random = np.random.default_rng(1)
    found = enumerate(itertools.islice(pictures(generated), size))
    with writing(library) as writer:
        while batch := list(itertools.islice(found, BATCH)):
            made = {
                _digest(f"picture {number}"): _derived(
                    number, features, working, random
                )
                for number, (features, working) in batch
            }
            events = [Admit(d, 1, f"{d[:8]}.png", f"{d}.png", {}) for d in made]
            writer.record(events, made, recorded_at=now_utc())
    keep_segments(library)


def _derived(
    number: int, features: LocalFeatures, working: bytes, random: np.random.Generator
) -> Derived:
    pixels = _digest(f"pixels {number}")
    facts = PictureFacts("PNG", features.width, features.height, pixels)
    hashes = tuple(
        Fingerprint(h.name, h.version, random.bytes(h.bits // 8), 100) for h in HASHES
    )
    return Derived(pipeline_version(), facts, hashes, pack(features), working)


def spent(root: Path, photos: list[Path]) -> float:
    """Processor seconds of opening the library and checking these photos."""
    with WorkerPool(1) as pool:
        started = time.process_time()
        with Library.open(root) as library:
            done = list(check_photos(photos, CheckRequest(), pool, library))
        used = time.process_time() - started
    if not all(isinstance(one, Examination) for one in done):
        sys.exit("not every photo could be checked")
    return used


def told(root: Path, size: int, photos: list[Path]) -> None:
    """The line for one size."""
    spent(root, photos[:1])  # reads files into memory, as those of the smaller one are
    first = min(spent(root, photos[:1]) for _ in range(3))
    every = spent(root, photos)
    each = (every - first) / (len(photos) - 1)
    parts = {
        "database": root / "library.sqlite",
        "manifest": root / "manifest.jsonl",
        "votes": root / "votes.index",
    }
    stored = {
        name: sum(f.stat().st_size for f in _files(path)) / size / 1000
        for name, path in parts.items()
    }
    told_parts = ", ".join(f"{name} {kb:.1f}" for name, kb in stored.items())
    print(
        f"{size:7d} references: first photo {first * 1000:.0f} ms, each further "
        f"{each * 1000:.0f} ms; {sum(stored.values()):.0f} KB a picture ({told_parts})",
        flush=True,
    )


def _files(path: Path) -> list[Path]:
    return list(path.iterdir()) if path.is_dir() else [path]


def main() -> None:
    """Fill a library of each size and measure it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("bench", type=Path)
    options.add_argument("library", type=Path)
    options.add_argument("--sizes", default="1000,10000")
    options.add_argument("--photos", type=int, default=8)
    asked = options.parse_args()
    every = sorted((asked.bench / "queries").glob("*.jpg"))
    photos = every[:: len(every) // asked.photos][: asked.photos]
    for size in map(int, asked.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "library"
            with Library.open(root, create=True) as library:
                fill(library, asked.library, size)
            told(root, size, photos)


if __name__ == "__main__":
    main()
