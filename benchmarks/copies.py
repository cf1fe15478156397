"""Measure finding copies on a benchmark made by `make_bench.py`, peers in the same run.

    copies.py BENCH --out RESULTS.jsonl [--peers FOLDER] [--jobs 2]

Imports BENCH/refs into a new library and checks BENCH/queries through the public
workflow, as a person would; RESULTS.jsonl is what `score.py` reads, with the numbers
behind each candidate kept for `train_decision.py`. With --peers, one results file a
peer is written: imagehash pHash <= 10, PDQ <= 31, PDQ <= 31 in eight orientations.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import imagehash
import numpy as np
import pdqhash
from numpy.typing import NDArray
from PIL import Image

from verify.domain.evidence import Digest
from verify.domain.examination import Examination
from verify.errors import VerifyError
from verify.outside.clock import now_utc
from verify.outside.workers import WorkerPool
from verify.store.library import Library
from verify.workflow.check import CheckRequest, check_photos
from verify.workflow.import_references import ImportOptions, import_references

LISTED = 5
Codes = NDArray[np.uint8]


@dataclass(frozen=True)
class Peer:
    """Another way of finding copies: codes of a picture, and its usual threshold."""

    name: str
    bits: int
    threshold: int
    of_reference: Callable[[Image.Image], Codes]
    of_query: Callable[[Image.Image], Codes]


def phash(picture: Image.Image) -> Codes:
    """One pHash, uint8 (1, 8)."""
    return np.packbits(imagehash.phash(picture).hash)[None]


def pdq(picture: Image.Image) -> Codes:
    """One PDQ hash, uint8 (1, 32)."""
    return np.packbits(pdqhash.compute(np.asarray(picture))[0])[None]


def pdq_turned(picture: Image.Image) -> Codes:
    """PDQ in eight orientations, uint8 (8, 32)."""
    found, _ = pdqhash.compute_dihedral(np.asarray(picture))
    return np.packbits(np.array(found), axis=1)


PEERS = (
    Peer("imagehash-phash", 64, 10, phash, phash),
    Peer("pdq", 256, 31, pdq, pdq),
    Peer("pdq-x8", 256, 31, pdq, pdq_turned),
)


def ours(bench: Path, jobs: int) -> Iterator[dict[str, Any]]:
    """One record a query from the product's own workflow."""
    with tempfile.TemporaryDirectory() as folder, WorkerPool(jobs) as pool:
        started = time.perf_counter()
        with Library.open(Path(folder) / "library", create=True) as library:
            options = ImportOptions(recorded_at=now_utc())
            import_references([bench / "refs"], library, pool, options=options)
            scope = library.scope()
            spent = time.perf_counter() - started
            print(f"imported {scope.references} pictures in {spent:.1f} s")
            paths = sorted((bench / "queries").glob("*.jpg"))
            started = time.perf_counter()
            names = {r.digest: r.name for r in library.references()}
            found = check_photos(paths, CheckRequest(), pool, library)
            for path, item in zip(paths, found, strict=True):
                yield {"query": path.name, "matches": _listed(item, names)}
            spent = time.perf_counter() - started
            print(f"checked {len(paths)} photos in {spent:.1f} s")


def _listed(
    item: Examination | VerifyError, names: Mapping[Digest, str]
) -> list[dict[str, Any]]:
    if isinstance(item, VerifyError):
        raise item
    return [
        {
            "reference": Path(names[c.reference]).name,
            "kind": c.kind.value,
            "score": c.score,
            "accepted": c.accepted,
            "mirrored": c.mirrored,
            "query_region": list(c.query_region.points) if c.query_region else [],
            "numbers": c.numbers,
        }
        for c in item.considered
    ]


def theirs(peer: Peer, bench: Path) -> Iterator[dict[str, Any]]:
    """One record a query by a peer: the five nearest, accepted within its threshold."""
    refs = sorted((bench / "refs").glob("*.jpg"))
    codes = np.concatenate([peer.of_reference(_rgb(path)) for path in refs])
    for path in sorted((bench / "queries").glob("*.jpg")):
        queries = peer.of_query(_rgb(path))
        differing = np.bitwise_count(codes[None] ^ queries[:, None])
        distance = differing.sum(axis=2, dtype=int).min(axis=0)
        nearest = np.argsort(distance, kind="stable")[:LISTED]
        yield {
            "query": path.name,
            "matches": [
                {
                    "reference": refs[i].name,
                    "kind": "same_picture",
                    "score": 1 - int(distance[i]) / peer.bits,
                    "accepted": bool(distance[i] <= peer.threshold),
                }
                for i in nearest
            ],
        }


def _rgb(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return picture.convert("RGB")


def _write(path: Path, records: Iterator[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(record) + "\n" for record in records)


def main() -> None:
    """Run ours, then the peers, and say how long each took."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("bench", type=Path)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--peers", type=Path)
    options.add_argument("--jobs", type=int, default=2)
    asked = options.parse_args()
    _write(asked.out, ours(asked.bench, asked.jobs))
    for peer in PEERS if asked.peers else ():
        asked.peers.mkdir(parents=True, exist_ok=True)
        started = time.perf_counter()
        _write(asked.peers / f"{peer.name}.jsonl", theirs(peer, asked.bench))
        print(f"{peer.name}: {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
