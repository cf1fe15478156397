"""Measure decoding, hashing, indexing and exact search, as ratios in one run.

    speed.py PHOTOS [--photos 12] [--rounds 5]

PHOTOS is a folder of JPEG photographs, of which the largest are brought to 1 and to 12
megapixels (quality 90, 4:2:0; with noise at 12, for enlarging leaves none). Times are
processor time of one core, medians over the rounds, everything interleaved, so that
ratios hold on a loaded machine too. The limit of decoding is OpenCV at an eighth of the
size in grey: it does nothing but read every coefficient.

Indexing is a real import into a new library with one worker process: processor time of
both processes, with starting them taken out by a first import of one photo.
"""

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import faiss
import numpy as np

from verify.fingerprints.alone import hashes_alone
from verify.imaging.decode import DecodeLimits, decode
from verify.indexes import ENGINES
from verify.outside.clock import now_utc
from verify.outside.workers import WorkerPool
from verify.store.library import Library
from verify.workflow.import_references import ImportOptions, import_references

CODES = 1_000_000
RADIUS = 72
LIMITS = DecodeLimits()
Work = Callable[[bytes], object]


def resized(path: Path, megapixels: int) -> bytes:
    """The photograph as a JPEG of this size."""
    photo = decode(path.read_bytes(), LIMITS).pixels[:, :, ::-1]
    height, width = photo.shape[:2]
    scale = (megapixels * 1e6 / (height * width)) ** 0.5
    size = (round(width * scale), round(height * scale))
    large = cv2.resize(photo, size, interpolation=cv2.INTER_CUBIC)
    if megapixels > 1:
        noise = np.random.default_rng(1).normal(0, 6, large.shape[:2])[:, :, None]
        large = np.clip(large + noise, 0, 255).astype(np.uint8)
    options = [cv2.IMWRITE_JPEG_QUALITY, 90]
    return bytes(cv2.imencode(".jpg", large, options)[1])


DECODING: dict[str, Work] = {
    "limit: an eighth, grey": lambda content: cv2.imdecode(
        np.frombuffer(content, np.uint8), cv2.IMREAD_REDUCED_GRAYSCALE_8
    ),
    "whole, by OpenCV": lambda content: cv2.imdecode(
        np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR
    ),
    "whole, ours": lambda content: decode(content, LIMITS),
    "hashes alone, ours": lambda content: hashes_alone(content, LIMITS),
}


def decoding(photos: list[bytes], rounds: int) -> None:
    """A line for each way of decoding, against the limit and OpenCV's whole."""
    spent: dict[str, list[float]] = {name: [] for name in DECODING}
    for _ in range(rounds + 1):
        for content in photos:
            for name, work in DECODING.items():
                started = time.process_time()
                work(content)
                spent[name].append(time.process_time() - started)
    medians = [statistics.median(times[len(photos) :]) for times in spent.values()]
    for name, median in zip(spent, medians, strict=True):
        shares = f"{medians[0] / median:5.2f} x limit  {medians[1] / median:5.2f} x"
        print(f"  {name:24s} {median * 1000:7.2f} ms  {shares} OpenCV's whole")


def indexing(photos: list[bytes]) -> None:
    """Photos a second and core of an import, isolation included; peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        spent = [
            _import(Path(folder) / str(len(part)), part)
            for part in (photos[:1], photos)
        ]
    each = (spent[1] - spent[0]) / (len(photos) - 1)
    print(f"  {1 / each:.1f} photos a second and core ({each * 1000:.0f} ms each)")
    for who, name in (
        (resource.RUSAGE_SELF, "parent"),
        (resource.RUSAGE_CHILDREN, "worker"),
    ):
        print(f"  peak memory, {name}: {resource.getrusage(who).ru_maxrss >> 10} MB")


def _import(folder: Path, photos: list[bytes]) -> float:
    """Processor seconds, ours and the worker's, of importing these photos."""
    (folder / "photos").mkdir(parents=True)
    for number, content in enumerate(photos):
        (folder / "photos" / f"{number:04d}.jpg").write_bytes(content)
    before = _processor_s()
    with (
        WorkerPool(1) as pool,
        Library.open(folder / "library", create=True) as library,
    ):
        options = ImportOptions(recorded_at=now_utc())
        made = import_references([folder / "photos"], library, pool, options=options)
    if made.added != len(photos):
        sys.exit(f"{made.added} of {len(photos)} photos were imported")
    return _processor_s() - before


def _processor_s() -> float:
    usage = [
        resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    return sum(one.ru_utime + one.ru_stime for one in usage)


def exact(rounds: int) -> None:
    """Exact search of random codes with planted neighbours, against reading them."""
    faiss.omp_set_num_threads(1)
    random = np.random.default_rng(1)
    codes = random.integers(0, 256, (CODES, 32), dtype=np.uint8)
    search = ENGINES[0].open(codes)
    reading, searching = [], []
    for number in range(4 * rounds):
        query = codes[number : number + 1].copy()
        query[0, :4] ^= 0x55
        started = time.process_time()
        np.bitwise_or.reduce(codes.view(np.uint64), axis=None)
        between = time.process_time()
        hits = search(query, RADIUS)
        searching.append(time.process_time() - between)
        reading.append(between - started)
        if number not in hits.codes:
            sys.exit("a planted neighbour was not found")
    ratio = statistics.median(searching) / statistics.median(reading)
    print(f"  {statistics.median(searching) * 1000:.2f} ms, {ratio:.2f} x one read")


def main() -> None:
    """Everything, one after another."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("photos", type=Path)
    options.add_argument("--photos", dest="count", type=int, default=12)
    options.add_argument("--rounds", type=int, default=5)
    asked = options.parse_args()
    cv2.setNumThreads(1)
    largest = sorted(asked.photos.glob("*.jpg"), key=lambda path: -path.stat().st_size)
    small = [resized(path, 1) for path in largest[: asked.count]]
    print("indexing JPEGs of 1 megapixel:")
    indexing(small)
    print("JPEG of 1 megapixel:")
    decoding(small, asked.rounds)
    print("JPEG of 12 megapixels:")
    decoding([resized(path, 12) for path in largest[:3]], asked.rounds)
    print(f"exact search, one query among {CODES:,} codes of 256 bits:")
    exact(asked.rounds)


if __name__ == "__main__":
    main()
