"""Measure finding copies on a benchmark made by `make_bench.py`, peers in the same run.

    copies.py BENCH --out RESULTS.jsonl [--peers FOLDER] [--model FILE.onnx] [--jobs 2]

Imports BENCH/refs into a new library and checks BENCH/queries through the public
workflow, as a person would; RESULTS.jsonl is what `score.py` reads, with the numbers
behind each candidate kept for `train_decision.py`. With --peers, one results file a
peer is written beside it (`peers.py` has the list). `tables.py` makes tables of both.
With --model, a copy-detection model proposes candidates too (`descriptors`).
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from peers import available, measured

from verify.domain.evidence import Digest
from verify.domain.examination import Examination
from verify.errors import VerifyError
from verify.outside.clock import now_utc
from verify.outside.workers import WorkerPool
from verify.store.library import Library
from verify.workflow.check import CheckRequest, check_photos
from verify.workflow.descriptors import named_model
from verify.workflow.import_references import ImportOptions, import_references


def ours(bench: Path, jobs: int, model: Path | None) -> Iterator[dict[str, Any]]:
    """One record a query from the product's own workflow."""
    request = CheckRequest(model=named_model(model) if model else None)
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
            found = check_photos(paths, request, pool, library)
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


def _write(path: Path, records: Iterator[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(record) + "\n" for record in records)


def main() -> None:
    """Run ours, then the peers, and say how long each took."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("bench", type=Path)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--peers", type=Path)
    options.add_argument("--model", type=Path)
    options.add_argument("--jobs", type=int, default=2)
    asked = options.parse_args()
    _write(asked.out, ours(asked.bench, asked.jobs, asked.model))
    if asked.peers:
        measured(available(), asked.bench, asked.peers)


if __name__ == "__main__":
    main()
