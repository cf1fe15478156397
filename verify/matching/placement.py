"""Where a shared picture stands on both sides: two convex regions.

The reference's outline under the transform, clipped to the suspect's canvas, is right
for crops, frames and screenshots. Where only a part of the reference is there (a
collage cell, a pasted vehicle), a panel's edge or the end of agreement cuts it.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.domain.regions import WHOLE, Point, Region, box, clipped
from verify.matching.photometry import AGREES, Agreement, Matrix
from verify.matching.side import Side

_PANEL_HOLDS = 0.9  # of the inliers, for a panel's edges to cut the region
_LINE_AGREES = 0.35  # share of agreeing windows, for a line to belong to the part
_CUT = 0.06  # of a side; a thinner strip without agreement is an overlay or noise
_SAID = 0.25  # of a line must have texture for its silence to mean something
_MIN_AREA = 1e-4
_MOST = 0.55  # of the reference; what is missing then was written over, not cut off
_BLENDED_PX = 4  # of the frame; a pasted part's edge is blended into what is around


def placed(
    suspect: Side,
    reference: Side,
    matrix: Matrix,
    agreed: Agreement,
    inliers: NDArray[np.float32],
) -> tuple[Region | None, Region | None]:
    """Regions of the suspect and of the reference that show the same, 0..1.

    `inliers`: float32 (n, 2), suspect pixels, in the panel that is meant.
    """
    part = _part(agreed)
    here = clipped(_moved(part, reference, suspect, matrix), _panel(suspect, inliers))
    if here is None or here.area < _MIN_AREA:
        return None, None
    inverse = np.asarray(np.linalg.inv(matrix), np.float64)
    back = _moved(here.points, suspect, reference, inverse)
    return here, clipped(back, WHOLE)


def shares(here: Region, there: Region, panels: tuple[Region, ...]) -> dict[str, float]:
    """How much of the reference, and of the panel it stands in, is covered."""
    covered = (panel.share_inside(here) for panel in panels)
    return {"covers_reference": there.area, "covers_panel": max(covered)}


def _panel(suspect: Side, inliers: NDArray[np.float32]) -> Region:
    """The panel that holds nearly all inliers, or the whole canvas."""
    points = inliers / np.array(suspect.grey.shape[::-1])
    for panel in suspect.panels if len(suspect.panels) > 1 else ():
        left, upper, right, lower = panel.bounds
        x, y = points.T
        inside = (x >= left) & (x <= right) & (y >= upper) & (y <= lower)
        if len(inside) and inside.mean() >= _PANEL_HOLDS:
            return panel
    return WHOLE


def _part(agreed: Agreement) -> tuple[Point, ...]:
    """The upright box of the reference that is there.

    Where most of it agrees, what does not was written over and is there still; where
    little agrees, the rest was cut off.
    """
    told = agreed.compared
    agrees = told & (agreed.correlation >= AGREES)
    x0, x1 = _extent(agrees, told)
    y0, y1 = _extent(agrees.T, told.T)
    if (x1 - x0) * (y1 - y0) >= _MOST:
        return WHOLE.points
    left, right = _grown(x0, x1, agrees.shape[1])
    upper, lower = _grown(y0, y1, agrees.shape[0])
    return box(left, upper, right, lower).points


def _grown(first: float, last: float, pixels: int) -> tuple[float, float]:
    """The extent with the blended edge that the windows leave out."""
    edge = _BLENDED_PX / pixels
    return max(0.0, first - edge), min(1.0, last + edge)


def _extent(agrees: NDArray[np.bool_], told: NDArray[np.bool_]) -> tuple[float, float]:
    """First and last share of the width at which columns agree; 0 and 1 if unclear."""
    width = agrees.shape[1]
    count = told.sum(axis=0)
    share = agrees.sum(axis=0) / np.maximum(count, 1)
    speaks = count >= _SAID * agrees.shape[0]
    good = np.flatnonzero(speaks & (share >= _LINE_AGREES))
    if len(good) == 0:
        return 0.0, 1.0
    first, last = int(good[0]), int(good[-1]) + 1
    # Only columns that have something to say and disagree cut the region.
    left = first / width if speaks[:first].sum() > _CUT * width else 0.0
    right = last / width if speaks[last:].sum() > _CUT * width else 1.0
    return left, right


def _moved(
    points: tuple[Point, ...], source: Side, target: Side, matrix: Matrix
) -> tuple[Point, ...]:
    """Points of one picture, in shares, where the matrix puts them in the other."""
    pixels = np.array(points) * source.grey.shape[::-1]
    placed = cv2.perspectiveTransform(pixels[:, None], matrix)[:, 0]
    shares = placed / target.grey.shape[::-1]
    return tuple((round(float(x), 6), round(float(y), 6)) for x, y in shares)
