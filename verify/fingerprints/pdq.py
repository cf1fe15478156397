"""PDQ: 256 bits, Meta's open photo hash, by the binding `pdqhash`."""

from importlib.metadata import version

import cv2
import numpy as np
import pdqhash
from numpy.typing import NDArray

from verify.domain.fingerprints import Fingerprint, Unusable
from verify.fingerprints.contrast import too_poor

NAME = "pdq"
VERSION = f"pdqhash-{version('pdqhash')}/2"
# Below 50 of 100 the algorithm's authors advise against matching (PDQ reference
# document, Meta, 2019, "quality metric").
MIN_QUALITY = 50
# PDQ's first step brings a picture of any size to 64 x 64 by two box filters and
# picking every n-th pixel. Averaging by area does the same without the picking: turned
# copies come out alike to the bit, in a third of the time. docs/methodology.md,
# "Speed", has recall and the bits that differ from PDQ of the whole picture.
_SIDE_PX = 64


def make(pixels: NDArray[np.uint8]) -> Fingerprint | Unusable:
    """The PDQ hash of sRGB pixels (height, width, 3)."""
    if reason := too_poor(pixels):
        return Unusable(NAME, VERSION, reason)
    bits, quality = pdqhash.compute(_square(pixels))
    if quality < MIN_QUALITY:
        return _poor(quality)
    return Fingerprint(NAME, VERSION, np.packbits(bits).tobytes(), int(quality))


def make_oriented(pixels: NDArray[np.uint8]) -> tuple[Fingerprint, ...] | Unusable:
    """The PDQ hash in eight orientations, which PDQ derives from one DCT."""
    if reason := too_poor(pixels):
        return Unusable(NAME, VERSION, reason)
    vectors, quality = pdqhash.compute_dihedral(_square(pixels))
    if quality < MIN_QUALITY:
        return _poor(quality)
    return tuple(
        Fingerprint(NAME, VERSION, np.packbits(bits).tobytes(), int(quality))
        for bits in vectors
    )


def _square(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    size = (_SIDE_PX, _SIDE_PX)
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def _poor(quality: int) -> Unusable:
    reason = f"too little detail: PDQ quality {quality} of 100, {MIN_QUALITY} is needed"
    return Unusable(NAME, VERSION, reason)
