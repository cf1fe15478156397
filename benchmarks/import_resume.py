"""Kill an import of real photos in the middle, resume it, compare; and its pace.

    .venv/bin/python benchmarks/import_resume.py PHOTOS [--count 1000] [--kills 1]

Prints whether the library digest and the whole content equal an undisturbed run's,
and pictures per second beside Pillow decode + imagehash.phash alone, in one process
and in two, on the same files in the same run. Files are read once before, so that
all runs find them in the disk cache. It measures no search.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import imagehash
from PIL import Image

from verify.outside.workers import WorkerPool
from verify.store.library import Library
from verify.store.library_writing import dump
from verify.workflow.import_references import ImportOptions, import_references

RECORDED_AT = "2026-01-01T00:00:00Z"


def main() -> None:
    """Run everything in a temporary folder and print the results."""
    asked = _arguments()
    photos = sorted(asked.photos.glob("*.jpg"))[: asked.count]
    if asked.worker:
        print(json.dumps(import_into(asked.worker, photos, asked.jobs)))
        return
    for photo in photos:
        photo.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        killed, whole = Path(folder) / "killed" / "lib", Path(folder) / "whole" / "lib"
        for number in range(1, asked.kills + 1):
            least = len(photos) * number // (asked.kills + 1)
            print(f"killed with {kill_at(killed, least, asked)} pictures on record")
        resumed = import_into(killed, photos, asked.jobs)
        undisturbed = import_into(whole, photos, asked.jobs)
        print(f"resumed: {resumed}\nundisturbed: {undisturbed}")
        print("same library digest:", resumed["digest"] == undisturbed["digest"])
        with Library.open(killed) as one, Library.open(whole) as other:
            print("same whole content:", dump(one) == dump(other))
        again = import_into(whole, photos, asked.jobs)
    ours = len(photos) / float(str(undisturbed["seconds"]))
    known = len(photos) / float(str(again["seconds"]))
    print(f"import, {asked.jobs} workers: {ours:.1f} pictures/s; again: {known:.0f}/s")
    for processes in (1, 2):
        plain = len(photos) / phash_seconds(photos, processes)
        print(
            f"Pillow + imagehash.phash, {processes} process(es): {plain:.1f}/s; "
            f"import / this = {ours / plain:.2f}"
        )


def import_into(root: Path, photos: Sequence[Path], jobs: int) -> dict[str, object]:
    """Import through the public workflow; counts, digest and seconds."""
    start = time.perf_counter()
    with Library.open(root, create=True) as library, WorkerPool(jobs) as pool:
        options = ImportOptions(RECORDED_AT)
        summary = import_references(photos, library, pool, options=options)
        seconds = time.perf_counter() - start
        return {
            "added": summary.added,
            "known": summary.known,
            "unusable": len(summary.unusable),
            "digest": library.scope().digest,
            "seconds": round(seconds, 3),
        }


def kill_at(root: Path, least: int, asked: argparse.Namespace) -> int:
    """Start an import, SIGKILL it once `least` lines are on record; how many were."""
    command = [sys.executable, __file__, str(asked.photos), "--worker", str(root)]
    command += ["--count", str(asked.count), "--jobs", str(asked.jobs)]
    manifest = root / "manifest.jsonl"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            if manifest.exists() and manifest.read_bytes().count(b"\n") >= least:
                os.kill(process.pid, signal.SIGKILL)
                break
            time.sleep(0.02)
        process.wait()
    if process.returncode != -signal.SIGKILL:
        raise SystemExit("the import ended before it could be killed: take more photos")
    return manifest.read_bytes().count(b"\n")


def phash_seconds(photos: Sequence[Path], processes: int) -> float:
    """Seconds for decoding and hashing every photo with the peers' own calls."""
    start = time.perf_counter()
    if processes == 1:
        for photo in photos:
            phash(photo)
    else:
        with ProcessPoolExecutor(processes) as pool:
            list(pool.map(phash, photos, chunksize=8))
    return time.perf_counter() - start


def phash(photo: Path) -> str:
    """What a script of ten lines would do with one photo."""
    with Image.open(photo) as picture:
        return str(imagehash.phash(picture))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("photos", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
