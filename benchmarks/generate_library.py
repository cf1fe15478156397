"""Make a large library of generated pictures, to measure how search scales with size.

    generate_library.py PHOTOS LIBRARY --count 10000 [--not-in BENCH] [--seed 1]

Each generated picture mixes two photographs of PHOTOS: a random part of each, turned,
mirrored or not, seen from the side and bent, goes into a mixture whose proportions
change smoothly from 0 to 1 over the picture. Its features are therefore like those of
photographs, and none is a copy of a photograph. With --not-in, no photograph is mixed
that a copy of that benchmark was made from.

Pictures go straight through the product's extraction into LIBRARY; no file of them is
kept. The same arguments give the same library.
"""

import argparse
import csv
import hashlib
from collections.abc import Iterator, Sequence
from multiprocessing import Pool
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.domain.evidence import Digest
from verify.fingerprints.extraction import Role, extract
from verify.imaging.decode import DecodeLimits, decode
from verify.imaging.picture import Picture
from verify.imaging.working import encode_working
from verify.matching.features import pack
from verify.outside.clock import now_utc
from verify.store.derived import Derived
from verify.store.events import Admit
from verify.store.library import Library
from verify.store.library_writing import writing
from verify.workflow.import_references import pipeline_version

Pixels = NDArray[np.uint8]
SIZES = ((640, 427), (640, 480), (640, 360), (480, 640), (560, 560))
BENT_PX = 14.0
BATCH = 200


def generated(photos: Sequence[Path], number: int, seed: int) -> Pixels:
    """The generated picture of this number, uint8 sRGB (height, width, 3)."""
    random = np.random.default_rng((seed, number))
    width, height = SIZES[random.integers(len(SIZES))]
    first, second = random.choice(len(photos), 2, replace=False)
    a, b = (_part(photos[i], width, height, random) for i in (first, second))
    share = _smooth(random, width, height, side=4)
    share = np.clip((share - 0.5) * 2.5 + 0.5, 0, 1)[:, :, None]
    gamma = random.uniform(0.7, 1.4)
    mixed = (a * share + b * (1 - share)) / 255
    return np.asarray(np.rint(255 * mixed**gamma), np.uint8)


def _part(
    path: Path, width: int, height: int, random: np.random.Generator
) -> NDArray[np.float32]:
    """A part of a photograph, turned, in perspective and bent, as it fills a frame."""
    photo = decode(path.read_bytes(), DecodeLimits()).pixels
    h, w = photo.shape[:2]
    share = random.uniform(0.45, 0.9)
    centre = np.array([w, h]) * (share / 2 + random.random(2) * (1 - share))
    turn = np.deg2rad(random.uniform(-30, 30))
    axes = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    square = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], float)
    square = square + random.uniform(-0.15, 0.15, (4, 2))
    if random.random() < 0.5:  # noqa: PLR2004 - every second one is mirrored
        square[:, 0] *= -1
    corners = (square * np.array([w, h]) * share / 2) @ axes + centre
    frame = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    back = cv2.getPerspectiveTransform(frame, corners.astype(np.float32))
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    x = x + BENT_PX * (_smooth(random, width, height, side=6) - 0.5)
    y = y + BENT_PX * (_smooth(random, width, height, side=6) - 0.5)
    there = cv2.perspectiveTransform(
        np.stack([x, y], axis=-1).reshape(-1, 1, 2).astype(np.float64), back
    ).reshape(height, width, 2)
    seen = there.astype(np.float32)
    return np.asarray(
        cv2.remap(
            photo,
            seen[..., 0],
            seen[..., 1],
            cv2.INTER_AREA,
            borderMode=cv2.BORDER_REFLECT,
        ),
        np.float32,
    )


def _smooth(
    random: np.random.Generator, width: int, height: int, *, side: int
) -> NDArray[np.float32]:
    """Smooth noise, about 0..1, float32 (height, width)."""
    coarse = random.random((side, side)).astype(np.float32)
    large = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(large, np.float32)


def allowed(photos: Path, bench: Path | None) -> list[Path]:
    """The photographs to be mixed: none that the benchmark has copies of."""
    copied: set[str] = set()
    if bench is not None:
        with (bench / "gt.csv").open(encoding="utf-8") as file:
            copied = {row["ref"] for row in csv.DictReader(file)}
    return [path for path in sorted(photos.glob("*.jpg")) if path.name not in copied]


def derived_of(pixels: Pixels) -> Derived:
    """What an import would have recorded of these pixels."""
    made = extract(Picture(pixels, "PNG", 1, ()), role=Role.REFERENCE)
    return Derived(
        pipeline_version(),
        made.picture,
        made.hashes,
        pack(made.features),
        encode_working(made.working),
    )


def _one(task: tuple[list[Path], int, int]) -> tuple[int, Derived]:
    cv2.setNumThreads(1)
    photos, number, seed = task
    return number, derived_of(generated(photos, number, seed))


def fill(library: Library, photos: list[Path], numbers: range, *, seed: int) -> None:
    """Put the generated pictures of these numbers into the library."""
    with writing(library) as writer, Pool(2) as pool:
        tasks = ((photos, number, seed) for number in numbers)
        for batch in _batches(pool.imap(_one, tasks, chunksize=8)):
            made = {_digest(seed, number): derived for number, derived in batch}
            events = [
                Admit(digest, 1, f"generated-{digest[:8]}", f"{digest}.png", {})
                for digest in made
            ]
            writer.record(events, made, recorded_at=now_utc())


def _batches(
    found: Iterator[tuple[int, Derived]],
) -> Iterator[list[tuple[int, Derived]]]:
    batch: list[tuple[int, Derived]] = []
    for one in found:
        batch.append(one)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _digest(seed: int, number: int) -> Digest:
    return Digest(hashlib.sha256(f"generated {seed} {number}".encode()).hexdigest())


def main() -> None:
    """Read the arguments and fill the library."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("photos", type=Path)
    options.add_argument("library", type=Path)
    options.add_argument("--count", type=int, default=10_000)
    options.add_argument("--not-in", type=Path)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    photos = allowed(asked.photos, asked.not_in)
    print(f"{len(photos)} photographs to mix")
    with Library.open(asked.library, create=True) as library:
        fill(library, photos, range(asked.count), seed=asked.seed)


if __name__ == "__main__":
    main()
