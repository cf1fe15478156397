"""pHash: 64 bits of the low frequencies of a DCT, by the library `imagehash`."""

from importlib.metadata import version
from typing import Any

import cv2
import imagehash
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from verify.domain.fingerprints import Fingerprint, Unusable
from verify.fingerprints.contrast import grey, too_poor

NAME = "phash"
VERSION = f"imagehash-{version('imagehash')}/1"
_SIDE_PX = 128  # small enough to be quick in eight orientations, far above its 32


def make(pixels: NDArray[np.uint8]) -> Fingerprint | Unusable:
    """The pHash of sRGB pixels (height, width, 3)."""
    oriented = make_oriented(pixels, only_first=True)
    return oriented if isinstance(oriented, Unusable) else oriented[0]


def make_oriented(
    pixels: NDArray[np.uint8], *, only_first: bool = False
) -> tuple[Fingerprint, ...] | Unusable:
    """The pHash in eight orientations: four quarter turns, then mirrored ones."""
    if reason := too_poor(pixels):
        return Unusable(NAME, VERSION, reason)
    size = (_SIDE_PX, _SIDE_PX)
    small = np.asarray(cv2.resize(grey(pixels), size, interpolation=cv2.INTER_AREA))
    turns = [np.rot90(side, k) for side in (small, small[:, ::-1]) for k in range(4)]
    return tuple(_hash(turn) for turn in turns[: 1 if only_first else 8])


def _hash(square: NDArray[Any]) -> Fingerprint:
    bits = imagehash.phash(Image.fromarray(np.ascontiguousarray(square))).hash
    return Fingerprint(NAME, VERSION, np.packbits(bits).tobytes(), 100)
