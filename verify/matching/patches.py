"""Patches: where two pictures that lie on each other differ, piece by piece.

Shared by `relocation`, which looks for a patch elsewhere, and `traces`, which asks
whose outline it has.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.matching.photometry import Map, Mask

_OPEN_PX = 3  # a thinner difference is noise

Stats = tuple[int, int, int, int, int]
"""Left, upper, width, height and area, in pixels."""


def differing(
    a: Map, b: Map, region: Mask, *, over: float, join_px: int
) -> NDArray[np.uint8]:
    """Where the levels differ by more than `over`; gaps under `join_px` are closed."""
    differs = ((np.abs(a - b) > over) & region).astype(np.uint8)
    opened = cv2.morphologyEx(differs, cv2.MORPH_OPEN, square(_OPEN_PX))
    closed = cv2.morphologyEx(opened, cv2.MORPH_CLOSE, square(join_px))
    return np.asarray(closed, np.uint8)


def largest(changed: NDArray[np.uint8], most: int) -> Iterator[tuple[Stats, Mask]]:
    """The patches with most area, largest first, each with its pixels in the frame."""
    count, names, stats, _ = cv2.connectedComponentsWithStats(changed)
    order = sorted(range(1, count), key=lambda i: -int(stats[i, cv2.CC_STAT_AREA]))
    for i in order[:most]:
        x, y, width, height, area = map(int, stats[i])
        yield (x, y, width, height, area), np.asarray(names == i, np.bool_)


def square(side: int) -> NDArray[np.uint8]:
    """A square of ones, for widening and narrowing."""
    return np.ones((side, side), np.uint8)
