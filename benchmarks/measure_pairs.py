"""Record the measurements of every candidate of a benchmark, to train the decision on.

    measure_pairs.py BENCH --out PAIRS.jsonl [--jobs 2]

Imports BENCH/refs as a person would, then makes and compares the candidates of every
query by the product's own functions, in plain processes (these are our own files). A
line of PAIRS.jsonl: query, reference, the numbers by name, the region found.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import cv2
import faiss

from verify.domain.evidence import Digest
from verify.fingerprints.extraction import Role, extract
from verify.imaging.decode import DecodeLimits, decode
from verify.imaging.working import decode_working
from verify.matching.compare import compare
from verify.matching.features import unpack
from verify.matching.side import Side
from verify.outside.clock import now_utc
from verify.outside.workers import WorkerPool
from verify.store.library import Library
from verify.workflow.candidates import Searchable, candidates, searchable
from verify.workflow.import_references import ImportOptions, import_references

_opened: list[tuple[Library, Searchable, dict[Digest, str]]] = []


def imported(refs: Path, root: Path, jobs: int) -> None:
    """A library of these pictures at `root`."""
    with WorkerPool(jobs) as pool, Library.open(root, create=True) as library:
        options = ImportOptions(recorded_at=now_utc())
        import_references([refs], library, pool, options=options)
        searchable(library)


def opened(root: Path) -> None:
    """Open the library in a process of the pool; kept until the process ends."""
    cv2.setNumThreads(1)
    faiss.omp_set_num_threads(1)
    library = Library.open(root).__enter__()
    names = {r.digest: Path(r.name).name for r in library.references()}
    _opened.append((library, searchable(library), names))


def measured(path: Path) -> list[dict[str, Any]]:
    """The numbers of each candidate of one query that could be laid over it."""
    library, indexes, names = _opened[0]
    taken = extract(decode(path.read_bytes(), DecodeLimits()), role=Role.SUSPECT)
    suspect = Side(taken.features, taken.working, taken.picture.panels)
    found = []
    for row, hints in candidates(taken, indexes).items():
        digest = library.digest_of_row(row)
        reference = Side(
            unpack(library.features(row)), decode_working(library.working(row))
        )
        made = compare(suspect, reference, digest=digest, hints=hints)
        region = list(made.query_region.points) if made.query_region else []
        found.append(
            {
                "query": path.name,
                "reference": names[digest],
                "numbers": made.numbers,
                "region": region,
            }
        )
    return found


def measurements(bench: Path, jobs: int) -> Iterator[dict[str, Any]]:
    """Every candidate of every query."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "library"
        imported(bench / "refs", root, jobs)
        paths = sorted((bench / "queries").glob("*.jpg"))
        with ProcessPoolExecutor(jobs, initializer=opened, initargs=(root,)) as pool:
            for found in pool.map(measured, paths, chunksize=8):
                yield from found


def main() -> None:
    """Measure, write, and say how long it took."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("bench", type=Path)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--jobs", type=int, default=2)
    asked = options.parse_args()
    started = time.perf_counter()
    with asked.out.open("w", encoding="utf-8") as out:
        for record in measurements(asked.bench, asked.jobs):
            out.write(json.dumps(record) + "\n")
    print(f"{asked.bench.name}: {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
