"""A closer look: the shared part alone, as large as both pictures show it.

Laid over the whole reference, a pasted vehicle is some hundred pixels wide. Alone it
is larger, the transform is sharpened by its own details, and its edges, which are
blended into what is around, are left out. What is measured here are fractions of a
pixel, in which copies and other photographs differ.
"""

import cv2
import numpy as np

from verify.domain.regions import Region
from verify.matching.displacement import settle
from verify.matching.photometry import Frame, Look, Mask, Matrix, part_of
from verify.matching.side import Side

_LONG_SIDE_PX = 480
_MOST_ENLARGED = 1.4  # of the suspect, which gains nothing from more
_BLENDED = 0.04  # of the shorter side, along every edge


def look_closer(
    suspect: Side, reference: Side, matrix: Matrix, *, part: Region, enlarged: float
) -> Look | None:
    """Look at this part of the reference; None where too little of it is seen.

    `matrix`: reference to suspect pixels; `enlarged`: how many times larger the
    suspect shows it.
    """
    frame = Frame(part.bounds, _LONG_SIDE_PX, max(0.1, _MOST_ENLARGED * enlarged))
    settled = settle(reference.grey, suspect.grey, matrix, frame)
    if settled is None:
        return None
    laid = settled[1]
    return Look(laid, _inner(part_of(laid, part, reference.grey.shape)))


def _inner(within: Mask) -> Mask:
    """The part without the margin that may be blended, at the frame's edge too."""
    side = min(int(within.any(axis=axis).sum()) for axis in (0, 1))
    margin = max(1, round(_BLENDED * side))
    padded = np.pad(within.astype(np.uint8), margin)
    kernel = np.ones((2 * margin + 1, 2 * margin + 1), np.uint8)
    inner = cv2.erode(padded, kernel)[margin:-margin, margin:-margin]
    return np.asarray(inner > 0, np.bool_)
