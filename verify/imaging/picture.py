"""Picture: decoded pixels, upright and in sRGB, as every algorithm here is given them.

`pixels_digest` names those pixels, for recognising the same pixels in other bytes.
This module decodes nothing and compares nothing.
"""

import hashlib
import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from verify.domain.evidence import Digest

PIXELS_PREFIX = b"verify-pixels/1"


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

    @property
    def height(self) -> int:
        """Rows of pixels."""
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        """Columns of pixels."""
        return int(self.pixels.shape[1])


def pixels_digest(picture: Picture) -> Digest:
    """SHA-256 over a fixed prefix, width and height (4 bytes each), and RGB bytes."""
    digest = hashlib.sha256(PIXELS_PREFIX)
    digest.update(struct.pack(">II", picture.width, picture.height))
    digest.update(np.ascontiguousarray(picture.pixels).data)
    return Digest(digest.hexdigest())
