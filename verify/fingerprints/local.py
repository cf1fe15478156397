"""Local features (SIFT, OpenCV) for what whole-picture hashes cannot see.

Crops, panels, screenshots and overlays keep parts of a picture; a few hundred points,
spread over the whole of it, find those parts again.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.fingerprints.contrast import grey
from verify.matching.features import LocalFeatures, no_features

NAME = "rootsift"
VERSION = f"opencv-{cv2.__version__}/2"
_CONTRAST_THRESHOLD = 0.01  # OpenCV's 0.04 finds too little in blurred copies
_CELLS = 8  # the picture is divided into 8 x 8 cells
_BYTE_SCALE = 512.0  # a RootSIFT value lies in 0..1, seldom over 0.5


def local_features(pixels: NDArray[np.uint8], *, count: int) -> LocalFeatures:
    """At most `count` features of sRGB pixels, the strongest, spread over all cells."""
    height, width = pixels.shape[:2]
    detector = cv2.SIFT.create(contrastThreshold=_CONTRAST_THRESHOLD)
    shades = grey(pixels)
    # A textured picture has thousands: described are only those that are kept. The
    # descriptors are the same to the bit, in 0.6 of the time.
    found = detector.detect(shades, None)
    if not found:
        return no_features(width, height)
    points = np.array([k.pt for k in found], np.float32)
    strength = np.array([k.response for k in found], np.float32)
    chosen = spread(points / (width, height), strength, count=count)
    kept, sift = detector.compute(shades, [found[i] for i in chosen])
    return LocalFeatures(
        width,
        height,
        np.array([k.pt for k in kept], np.float32),
        np.array([k.size for k in kept], np.float32),
        np.array([k.angle for k in kept], np.float32),
        _root(sift),
    )


def spread(
    points: NDArray[np.floating[Any]], strength: NDArray[np.float32], *, count: int
) -> NDArray[np.intp]:
    """Positions of `count` points: cell by cell in turn, strongest first.

    `points` are in 0..1. A plain choice of the strongest leaves large parts of a
    picture without any point, and a crop of such a part could not be found.
    """
    if len(points) <= count:
        return np.arange(len(points))
    x, y = (points * _CELLS).astype(int).clip(0, _CELLS - 1).T
    cell = y * _CELLS + x
    by_cell = np.lexsort((-strength, cell))
    firsts = np.searchsorted(cell[by_cell], np.arange(_CELLS * _CELLS))
    rank = np.empty(len(points), np.intp)
    rank[by_cell] = np.arange(len(points)) - firsts[cell[by_cell]]
    return np.sort(np.lexsort((-strength, rank))[:count])


def _root(sift: NDArray[Any]) -> NDArray[np.uint8]:
    total = np.maximum(sift.sum(axis=1, keepdims=True), 1.0)
    scaled = np.sqrt(sift / total) * _BYTE_SCALE
    return np.asarray(np.rint(scaled).clip(0, 255), np.uint8)
