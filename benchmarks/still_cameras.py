"""Make frames of cameras that stand still: the hardest pictures that are no copies.

    still_cameras.py BENCH OUT [--count 100] [--seed 1]

BENCH comes from `make_bench.py --split tune`. Of each chosen reference two frames are
made: things cut from other references stand in one place in the first and in another,
or nowhere, in the second, each a little turned and grown; both frames get their own
noise, compression and a shiver of a fraction of a pixel. OUT has the first frames as
references; its queries are the other frames, edited, in the tables that
`train_decision.py` reads. The same arguments give the same.
"""

import argparse
import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
LONG_SIDE = 640
QUERIES = 3  # later frames of each camera


@dataclass(frozen=True)
class Thing:
    """A piece of a picture with a soft outline of its own."""

    pixels: NDArray[np.float32]
    outline: NDArray[np.float32]
    """0..1, (height, width, 1)."""


def thing(source: Pixels, side: int, random: np.random.Generator) -> Thing:
    """A lumpy piece of the source, `side` pixels wide and up to twice as high."""
    width, height = side, round(side * random.uniform(0.6, 2.0))
    height = min(height, source.shape[0] - 1)
    y = int(random.integers(source.shape[0] - height))
    x = int(random.integers(source.shape[1] - width))
    outline: NDArray[np.float32] = np.zeros((height, width), np.float32)
    turns = np.linspace(0, 2 * np.pi, 14, endpoint=False)
    reach = random.uniform(0.55, 0.95, len(turns))
    corners = np.c_[np.cos(turns) * width, np.sin(turns) * height] * reach[:, None] / 2
    middle = np.array([width, height]) / 2
    cv2.fillPoly(outline, [np.rint(corners + middle).astype(np.int32)], 1.0)
    soft = cv2.GaussianBlur(outline, (0, 0), random.uniform(0.7, 1.8))
    piece = source[y : y + height, x : x + width].astype(np.float32)
    return Thing(piece, np.asarray(soft, np.float32)[..., None])


def put(ground: NDArray[np.float32], what: Thing, at: NDArray[np.float64]) -> None:
    """Put the thing into the ground; `at`: its upper left corner in shares of it."""
    height, width = what.pixels.shape[:2]
    y, x = (at * (np.array(ground.shape[:2]) - (height, width))).astype(int)
    part = ground[y : y + height, x : x + width]
    part[:] = what.pixels * what.outline + part * (1 - what.outline)


def changed(what: Thing, random: np.random.Generator) -> Thing:
    """The thing a little turned and grown, as it looks when it has moved."""
    height, width = what.pixels.shape[:2]
    turn = cv2.getRotationMatrix2D(
        (width / 2, height / 2), random.normal(0, 6), random.uniform(0.9, 1.0)
    )
    pixels, outline = (
        cv2.warpAffine(values, turn, (width, height))
        for values in (what.pixels, what.outline)
    )
    soft = np.asarray(outline, np.float32)[..., None]
    return Thing(np.asarray(pixels, np.float32), soft)


def recorded(frame: NDArray[np.float32], random: np.random.Generator) -> Pixels:
    """What the camera makes of it: noise, compression, a shiver."""
    shiver = np.array([[1, 0, random.normal(0, 0.12)], [0, 1, random.normal(0, 0.12)]])
    size = frame.shape[1], frame.shape[0]
    moved = cv2.warpAffine(frame, shiver, size, borderMode=cv2.BORDER_REFLECT)
    noise = cv2.GaussianBlur(random.normal(0, 1, frame.shape), (0, 0), 0.7)
    light = random.normal(1, 0.015)
    noisy = (moved * light + noise * random.uniform(1, 6)).clip(0, 255).astype(np.uint8)
    return saved(noisy, int(random.integers(70, 96)))


def saved(pixels: Pixels, quality: int) -> Pixels:
    """The picture as it comes out of a JPEG file of this quality."""
    _, encoded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR), np.uint8)


def cropped(pixels: Pixels, random: np.random.Generator) -> Pixels:
    """A random part of 0.6 to 0.95 of each side."""
    size = np.array(pixels.shape[:2])
    kept = (size * random.uniform(0.6, 0.95)).astype(int)
    y, x = (random.uniform(0, 1, 2) * (size - kept)).astype(int)
    return pixels[y : y + kept[0], x : x + kept[1]]


def smaller(pixels: Pixels, random: np.random.Generator) -> Pixels:
    """Half to nine tenths of its size."""
    share = random.uniform(0.5, 0.9)
    made = cv2.resize(pixels, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return np.asarray(made, np.uint8)


def framed(pixels: Pixels, random: np.random.Generator) -> Pixels:
    """With a band of one colour and words on it below."""
    colour = tuple(int(value) for value in random.integers(0, 256, 3))
    band = pixels.shape[0] // 6
    made = cv2.copyMakeBorder(
        pixels, 0, band, 0, 0, cv2.BORDER_CONSTANT, value=(*colour, 0)
    )
    at = (10, pixels.shape[0] + band - 12)
    cv2.putText(made, "LIVE news at ten", at, 0, band / 50, (255, 255, 255), 2)
    return np.asarray(made, np.uint8)


def covered(pixels: Pixels, random: np.random.Generator) -> Pixels:
    """With a box of one colour somewhere."""
    made, size = pixels.copy(), np.array(pixels.shape[:2])
    part = (size * random.uniform(0.1, 0.35, 2)).astype(int)
    y, x = (random.uniform(0, 1, 2) * (size - part)).astype(int)
    made[y : y + part[0], x : x + part[1]] = random.integers(0, 256, 3)
    return made


EDITS: dict[str, Callable[[Pixels, np.random.Generator], Pixels]] = {
    "none": lambda pixels, _: pixels,
    "mirror": lambda pixels, _: np.ascontiguousarray(pixels[:, ::-1]),
    "crop": cropped,
    "smaller": smaller,
    "framed": framed,
    "covered": covered,
}


def frames(
    ground: Pixels, others: Sequence[Pixels], random: np.random.Generator
) -> tuple[Pixels, list[Pixels]]:
    """The first frame of a camera, and those that come after."""
    side = min(ground.shape[:2])
    things = [
        thing(other, max(12, int(side * random.uniform(0.05, 0.22))), random)
        for other in others
    ]
    first = ground.astype(np.float32)
    places = random.uniform(0, 1, (len(things), 2))
    for what, at in zip(things, places, strict=True):
        put(first, what, at)
    later = []
    for _ in range(QUERIES):
        frame = ground.astype(np.float32)
        for what, at in zip(things, places, strict=True):
            if random.random() < 0.8:  # noqa: PLR2004 - the others have left
                step = random.normal(0, random.choice([0.06, 0.3]), 2)
                put(frame, changed(what, random), (at + step).clip(0, 1))
        later.append(recorded(frame, random))
    return recorded(first, random), later


def shrunk(path: Path) -> Pixels:
    """The picture, at most 640 pixels a side."""
    pixels = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if pixels is None:
        raise SystemExit(f"{path} cannot be read as a picture")
    share = min(1.0, LONG_SIDE / max(pixels.shape[:2]))
    made = cv2.resize(pixels, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return np.asarray(made, np.uint8)


def main() -> None:
    """Write references, queries and both tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("bench", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--count", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    random = np.random.default_rng(asked.seed)
    photos = sorted((asked.bench / "refs").glob("*.jpg"))
    chosen = random.choice(len(photos), asked.count, replace=False)
    for folder in ("refs", "queries"):
        (asked.out / folder).mkdir(parents=True, exist_ok=True)
    queries: list[tuple[str, ...]] = []
    references: list[dict[str, str]] = []
    for number, position in enumerate(chosen):
        reference, group = f"still_{number:03}.jpg", f"still:{number:03}"
        others = random.choice(len(photos), int(random.integers(1, 4)), replace=False)
        first, later = frames(
            shrunk(photos[position]), [shrunk(photos[i]) for i in others], random
        )
        cv2.imwrite(str(asked.out / "refs" / reference), first)
        references.append({"ref": reference, "group": group})
        for pixels in later:
            edit = str(random.choice(list(EDITS)))
            name = f"q{len(queries):05}.jpg"
            made = saved(EDITS[edit](pixels, random), int(random.integers(50, 91)))
            cv2.imwrite(str(asked.out / "queries" / name), made)
            queries.append((name, "hard_scene", "", edit, group))
    with (asked.out / "refs.csv").open("w", encoding="utf-8", newline="") as table:
        rows = csv.DictWriter(table, ["ref", "group"])
        rows.writeheader()
        rows.writerows(references)
    with (asked.out / "gt.csv").open("w", encoding="utf-8", newline="") as table:
        lines = csv.writer(table)
        lines.writerow(["query", "kind", "ref", "edit", "group"])
        lines.writerows(queries)


if __name__ == "__main__":
    main()
