"""The gate before any approximate fingerprint: does the picture hold enough?.

A flat picture (sky, sand, night) has a hash like any other, and it collides with every
other flat picture; such a picture is compared by identity only.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

# Grey levels, 0..255; measured in docs/methodology.md, "Flat and poor pictures".
MIN_CONTRAST = 6.0
MIN_SIDE_PX = 32


def grey(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Luma (ITU-R BT.601) of sRGB pixels, uint8 (height, width)."""
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def too_poor(pixels: NDArray[np.uint8]) -> str:
    """Why no approximate fingerprint should be made of these pixels; empty if fine."""
    height, width = pixels.shape[:2]
    if min(height, width) < MIN_SIDE_PX:
        return f"too small: {width} x {height} pixels, {MIN_SIDE_PX} are needed"
    small = cv2.resize(grey(pixels), (32, 32), interpolation=cv2.INTER_AREA)
    contrast = float(small.std())
    if contrast < MIN_CONTRAST:
        return f"too flat: contrast {contrast:.1f} of 255, {MIN_CONTRAST:g} is needed"
    return ""
