"""Sizes at which pictures are compared, and the one way of getting there."""

import cv2
import numpy as np
from numpy.typing import NDArray

HASH_SIDE_PX = 256
"""So many pixels of the longer side are enough for every whole-picture hash."""


def shrink(pixels: NDArray[np.uint8], long_side_px: int) -> NDArray[np.uint8]:
    """The pixels at most `long_side_px` on the longer side, by area; never enlarged."""
    height, width = pixels.shape[:2]
    scale = long_side_px / max(height, width)
    if scale >= 1:
        return pixels
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
