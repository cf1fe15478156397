"""Measure whether the true reference is among the candidates as the library grows.

    candidates.py BENCH LIBRARY [--sizes 395,1000,10000] [--every 1] [--real 100000]

BENCH is a benchmark of `make_bench.py`; the library searched holds its references, then
pictures of LIBRARY (made by `generate_library.py --not-in BENCH`), then, where a size
asks for more, pictures of which only features exist: each feature lies between two
features of LIBRARY out of one 128th of the codebook, with noise that gives back the
spread that mixing takes. --real limits how many of LIBRARY are used, so that both kinds
can be compared at one size.

A line for each size: the share of copies whose reference is among the first 1, 3, 6, 10
and 20 by votes, the classes that miss most, and processor time for each search.
"""

import argparse
import csv
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

import cv2
import faiss
import numpy as np
from numpy.typing import NDArray

from verify.fingerprints.extraction import Role, extract
from verify.imaging.decode import DecodeLimits, decode
from verify.indexes.votes import Segment, vote
from verify.matching.features import LocalFeatures, unpack
from verify.store.library import Library
from verify.store.vote_segments import codebook

LISTED = (1, 3, 6, 10, 20)
GROUPS = 128
FEATURES = 600
NOISE = 8.0
NEVER = 10_000

Descriptors = NDArray[np.uint8]


@dataclass(frozen=True)
class Copy:
    """A copy of the benchmark: its class, the number of its reference, its features."""

    edit: str
    reference: int
    features: LocalFeatures


def features_of(task: tuple[Path, Role]) -> LocalFeatures:
    """The features that the product takes from this file in its role."""
    cv2.setNumThreads(1)
    path, role = task
    return extract(decode(path.read_bytes(), DecodeLimits()), role=role).features


def read_bench(bench: Path, every: int) -> tuple[list[Descriptors], list[Copy]]:
    """Descriptors of the references in their order, and every n-th copy."""
    references = sorted((bench / "refs").glob("*.jpg"))
    number = {path.name: n for n, path in enumerate(references)}
    with (bench / "gt.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "copy"][::every]
    with Pool(2) as pool:
        held = pool.map(features_of, [(path, Role.REFERENCE) for path in references])
        paths = [bench / "queries" / row["query"] for row in rows]
        shown = pool.map(features_of, [(path, Role.SUSPECT) for path in paths])
    copies = [
        Copy(row["edit"], number[row["ref"]], features)
        for row, features in zip(rows, shown, strict=True)
    ]
    return [features.descriptors for features in held], copies


def read_library(folder: Path, most: int) -> list[Descriptors]:
    """Descriptors of the library's first pictures."""
    with Library.open(folder) as library:
        rows = list(library.rows_by_digest().values())[:most]
        return [unpack(library.features(row)).descriptors for row in rows]


def between(
    pictures: Sequence[Descriptors], quantizer: faiss.Index, *, seed: int
) -> Iterator[Descriptors]:
    """Endless pictures with features that lie between those of the pictures given."""
    random = np.random.default_rng(seed)
    pool = np.concatenate(pictures)
    _, lists = quantizer.search(pool.astype(np.float32), 1)
    # the codebook's lists stand in the order of the 128 groups they were made from
    group = lists[:, 0] * GROUPS // quantizer.ntotal
    order = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[order], np.arange(GROUPS + 1))
    while True:
        one = random.integers(0, len(pool), FEATURES)
        first, last = starts[group[one]], starts[group[one] + 1]
        other = order[first + (random.random(FEATURES) * (last - first)).astype(int)]
        share = random.uniform(0.2, 0.8, (FEATURES, 1))
        mixed = pool[one] * share + pool[other] * (1 - share)
        mixed = np.clip(mixed + random.normal(0, NOISE, mixed.shape), 0, None)
        length = np.maximum(1, np.linalg.norm(mixed, axis=1, keepdims=True))
        yield np.rint(mixed * 512 / length).clip(0, 255).astype(np.uint8)


def add(index: faiss.IndexIVF, pictures: Sequence[Descriptors], start: int) -> None:
    """Put pictures into the index, numbered from `start`."""
    owners = np.repeat(np.arange(len(pictures)), [len(one) for one in pictures])
    index.add_with_ids(
        np.concatenate(pictures).astype(np.float32), owners.astype(np.int64) + start
    )


def ranks(
    index: faiss.IndexIVF, size: int, copies: Sequence[Copy]
) -> NDArray[np.int64]:
    """Where each copy's reference stands by votes; NEVER where it has none."""
    segment = Segment(index, np.arange(size, dtype=np.int64))
    found = []
    for copy in copies:
        listed = [row for row, _ in vote([segment], copy.features, count=LISTED[-1])]
        right = copy.reference in listed
        found.append(listed.index(copy.reference) if right else NEVER)
    return np.array(found, np.int64)


def told(size: int, copies: Sequence[Copy], found: NDArray[np.int64], ms: float) -> str:
    """The line for one size of library."""
    shares = "  ".join(f"{(found < n).mean():.4f} in {n}" for n in LISTED)
    missed = Counter(
        copy.edit for copy, rank in zip(copies, found, strict=True) if rank >= LISTED[2]
    )
    worst = ", ".join(f"{edit} {count}" for edit, count in missed.most_common(4))
    return f"{size:7d}  {shares}  {ms:6.0f} ms  beyond {LISTED[2]}: {worst or 'none'}"


def main() -> None:
    """Read, then grow the index from size to size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("bench", type=Path)
    options.add_argument("library", type=Path)
    options.add_argument("--sizes", default="395,1000,2000,10000")
    options.add_argument("--every", type=int, default=1)
    options.add_argument("--real", type=int, default=100_000)
    asked = options.parse_args()
    held, copies = read_bench(asked.bench, asked.every)
    generated = read_library(asked.library, asked.real)
    index = codebook()
    further = between(generated, index.quantizer, seed=1)
    ready = iter([*held, *generated])
    print(f"{len(copies)} copies; {len(held)} references; {len(generated)} generated")
    done = 0
    for size in map(int, asked.sizes.split(",")):
        while done < size:
            batch = [next(ready, None) for _ in range(min(200, size - done))]
            pictures = [next(further) if one is None else one for one in batch]
            add(index, pictures, done)
            done += len(pictures)
        started = time.process_time()
        found = ranks(index, size, copies)
        spent = (time.process_time() - started) / len(copies) * 1000
        print(told(size, copies, found, spent), flush=True)


if __name__ == "__main__":
    main()
