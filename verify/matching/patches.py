"""Patches: where two pictures that lie on each other differ, piece by piece.

Shared by `relocation`, which looks for a patch elsewhere, and `traces`, which asks
whose outline it has.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.matching.photometry import Map, Mask


@dataclass(frozen=True)
class Patch:
    """One piece that differs, with its surroundings."""

    x: int
    y: int
    width: int
    height: int
    area: int
    """All in pixels of the frame."""
    near: tuple[slice, slice]
    """The rows and columns of it and of what lies around it."""
    pixels: NDArray[np.uint8]
    """1 in the patch, over those rows and columns."""


def differing(
    difference: Map, region: Mask, *, over: float, thinnest_px: int, join_px: int = 1
) -> NDArray[np.uint8]:
    """Where levels differ by more than `over`, thinner lines and smaller gaps gone."""
    differs = ((difference > over) & region).astype(np.uint8)
    opened = cv2.morphologyEx(differs, cv2.MORPH_OPEN, square(thinnest_px))
    closed = cv2.morphologyEx(opened, cv2.MORPH_CLOSE, square(join_px))
    return np.asarray(closed, np.uint8)


def largest(
    changed: NDArray[np.uint8], most: int, *, around_px: int = 0
) -> Iterator[Patch]:
    """The patches with most area, largest first."""
    count, names, stats, _ = cv2.connectedComponentsWithStats(changed)
    order = sorted(range(1, count), key=lambda i: -int(stats[i, cv2.CC_STAT_AREA]))
    for i in order[:most]:
        x, y, width, height, area = map(int, stats[i])
        rows = slice(max(0, y - around_px), y + height + around_px)
        near = rows, slice(max(0, x - around_px), x + width + around_px)
        yield Patch(
            x, y, width, height, area, near, (names[near] == i).astype(np.uint8)
        )


def square(side: int) -> NDArray[np.uint8]:
    """A square of ones, for widening and narrowing."""
    return np.ones((side, side), np.uint8)
