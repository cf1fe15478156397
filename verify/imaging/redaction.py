"""Cover regions of a picture for good, and write it with nothing but its pixels.

Covered pixels are set to black in the decoded picture, before anything is encoded, so
that nothing of them is left to bring back. The cover is wider than what was asked: a
JPEG mixes the pixels of a block, so that pixels beside a region tell of those in it.
Which regions to cover, and why, is decided by people.
"""

import math
from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.domain.regions import Region

VERSION = "1"
MARGIN_PX = 17
"""A block of up to 16 pixels that the region touches (ITU-T T.81, A.2.3, with colours
at half the size), and one that enlarging the colours again smears."""


def covered(pixels: NDArray[np.uint8], regions: Iterable[Region]) -> NDArray[np.uint8]:
    """A copy of (height, width, 3) pixels with the boxes of all regions black."""
    height, width = pixels.shape[:2]
    result = pixels.copy()
    for region in regions:
        left, upper, right, lower = region.bounds
        rows = slice(
            max(0, math.floor(upper * height) - MARGIN_PX),
            math.ceil(lower * height) + MARGIN_PX,
        )
        columns = slice(
            max(0, math.floor(left * width) - MARGIN_PX),
            math.ceil(right * width) + MARGIN_PX,
        )
        result[rows, columns] = 0
    return result


def png(pixels: NDArray[np.uint8]) -> bytes:
    """A PNG of these sRGB pixels: no metadata, no thumbnail, no profile."""
    done, content = cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))
    if not done:  # pragma: no cover - OpenCV gives no reason and has shown no case
        raise ValueError("the covered picture could not be written as PNG")
    return content.tobytes()
