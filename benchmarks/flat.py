"""How often hashes of unrelated flat pictures collide, by contrast: the gate's basis.

    flat.py PHOTOS [--tiles 4] [--seed 5]

Cuts tiles from every photograph, without any gate, and counts for each band of
contrast how many pairs of tiles of different photographs count as alike: pHash within
10 of 64 bits, PDQ within 31 of 256, and PDQ's own quality against our gate.
"""

import argparse
from itertools import pairwise
from pathlib import Path

import cv2
import imagehash
import numpy as np
import pdqhash
from numpy.typing import NDArray
from PIL import Image

from verify.fingerprints.contrast import grey
from verify.fingerprints.pdq import MIN_QUALITY
from verify.imaging.decode import DecodeLimits, decode

BANDS = (0, 2, 4, 6, 8, 12, 20, 128)
SIDE_PX = 160


def tiles(
    path: Path, count: int, source: np.random.Generator
) -> list[NDArray[np.uint8]]:
    """Square tiles of a photograph, an eighth to a third of its shorter side."""
    pixels = decode(path.read_bytes(), DecodeLimits()).pixels
    height, width = pixels.shape[:2]
    found = []
    for _ in range(count):
        side = int(min(height, width) * source.uniform(1 / 8, 1 / 3))
        y, x = source.integers(height - side), source.integers(width - side)
        tile = cv2.resize(pixels[y : y + side, x : x + side], (SIDE_PX, SIDE_PX))
        found.append(np.asarray(tile, np.uint8))
    return found


def contrast(tile: NDArray[np.uint8]) -> float:
    """Spread of grey levels as the gate measures it."""
    small = cv2.resize(grey(tile), (32, 32), interpolation=cv2.INTER_AREA)
    return float(small.std())


def alike(codes: NDArray[np.uint8], owners: NDArray[np.int64], bits: int) -> float:
    """Share of pairs of different photographs within so many bits."""
    near = total = 0
    for i in range(len(codes) - 1):
        other = owners[i + 1 :] != owners[i]
        distance = np.bitwise_count(codes[i + 1 :] ^ codes[i]).sum(1, dtype=int)
        near += int((other & (distance <= bits)).sum())
        total += int(other.sum())
    return near / max(1, total)


def main() -> None:
    """Print one line a band of contrast."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("photos", type=Path)
    options.add_argument("--tiles", type=int, default=4)
    options.add_argument("--seed", type=int, default=5)
    asked = options.parse_args()
    source = np.random.default_rng(asked.seed)
    made, owners = [], []
    for owner, path in enumerate(sorted(asked.photos.glob("*.jpg"))):
        for tile in tiles(path, asked.tiles, source):
            made.append(tile)
            owners.append(owner)
    level = np.array([contrast(tile) for tile in made])
    who = np.array(owners, np.int64)
    phash = np.array(
        [np.packbits(imagehash.phash(Image.fromarray(tile)).hash) for tile in made]
    )
    hashed = [pdqhash.compute(tile) for tile in made]
    pdq = np.array([np.packbits(bits) for bits, _ in hashed])
    poor = np.array([quality < MIN_QUALITY for _, quality in hashed])
    print("contrast     tiles   pHash <= 10   PDQ <= 31   PDQ quality too low")
    for low, high in pairwise(BANDS):
        band = (level >= low) & (level < high)
        print(
            f"{low:4d} .. {high:3d} {band.sum():7d} "
            f"{alike(phash[band], who[band], 10):12.2e} "
            f"{alike(pdq[band], who[band], 31):11.2e} "
            f"{poor[band].mean() if band.any() else 0:12.0%}"
        )


if __name__ == "__main__":
    main()
