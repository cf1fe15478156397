"""Picture: decoded pixels, upright and in sRGB, as every algorithm here is given them.

`decode` makes it, once per file, and nothing else does; what comes after never needs
the file again. This module decodes nothing and compares nothing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Picture:
    """Pixels as a person sees them, and what had to be done or left out for it."""

    pixels: NDArray[np.uint8]
    """(height, width, 3), sRGB, C-contiguous, read-only."""
    format: str
    """By content, never by name: JPEG, MPO, PNG, WEBP, TIFF, GIF, BMP, AVIF, HEIF."""
    frames: int
    """Pictures in the file; the first (for HEIF the primary) was decoded."""
    notes: tuple[str, ...]
    """Plain sentences about what a reader of the result should know."""
    decoded_from: tuple[int, int] | None = None
    """Width and height of the whole, upright, where only a fraction was decoded: such
    pixels are for whole-picture hashes and thumbnails, never for identity."""

    @property
    def height(self) -> int:
        """Rows of pixels."""
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        """Columns of pixels."""
        return int(self.pixels.shape[1])
