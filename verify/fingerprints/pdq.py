"""PDQ: 256 bits, Meta's open photo hash, by the binding `pdqhash`."""

from importlib.metadata import version

import numpy as np
import pdqhash
from numpy.typing import NDArray

from verify.domain.fingerprints import Fingerprint, Unusable
from verify.fingerprints.contrast import too_poor
from verify.imaging.scale import shrink

NAME = "pdq"
VERSION = f"pdqhash-{version('pdqhash')}/1"
# Below 50 of 100 the algorithm's authors advise against matching (PDQ reference
# document, Meta, 2019, "quality metric").
MIN_QUALITY = 50
_LONG_SIDE_PX = 512  # PDQ itself works on 512 or fewer


def make(pixels: NDArray[np.uint8]) -> Fingerprint | Unusable:
    """The PDQ hash of sRGB pixels (height, width, 3)."""
    if reason := too_poor(pixels):
        return Unusable(NAME, VERSION, reason)
    bits, quality = pdqhash.compute(shrink(pixels, _LONG_SIDE_PX))
    if quality < MIN_QUALITY:
        return _poor(quality)
    return Fingerprint(NAME, VERSION, np.packbits(bits).tobytes(), int(quality))


def make_oriented(pixels: NDArray[np.uint8]) -> tuple[Fingerprint, ...] | Unusable:
    """The PDQ hash in eight orientations, which PDQ derives from one DCT."""
    if reason := too_poor(pixels):
        return Unusable(NAME, VERSION, reason)
    vectors, quality = pdqhash.compute_dihedral(shrink(pixels, _LONG_SIDE_PX))
    if quality < MIN_QUALITY:
        return _poor(quality)
    return tuple(
        Fingerprint(NAME, VERSION, np.packbits(bits).tobytes(), int(quality))
        for bits in vectors
    )


def _poor(quality: int) -> Unusable:
    reason = f"too little detail: PDQ quality {quality} of 100, {MIN_QUALITY} is needed"
    return Unusable(NAME, VERSION, reason)
